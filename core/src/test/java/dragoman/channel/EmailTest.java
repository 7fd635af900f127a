package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.Json;
import dragoman.message.Receipt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmailTest implements ChannelContract {
  private static final String CREATORS = "creators@example.com";

  @Override
  public Channel channel() {
    return new Email();
  }

  @Override
  public List<Secret> secrets() {
    return List.of(new Secret("token-1 &=%"), new Secret("token-2"), new Secret("token-3"));
  }

  @Override
  public String account() {
    return CREATORS;
  }

  /** The token is in the query, the signature in the body: see EmailSignatureTest. */
  @Override
  public Optional<String> signatureHeader() {
    return Optional.empty();
  }

  @Override
  public int changesOfEach() {
    return 60;
  }

  @Override
  public boolean signsBody() {
    return false;
  }

  @Override
  public boolean signsTime() {
    return false;
  }

  @Override
  public WebhookRequest signed(byte[] body, Secret secret, Instant at) {
    return channel().sign(body, endpoint(secret), at);
  }

  @Override
  public byte[] message() {
    return Events.body("email", "text-en-payout-when");
  }

  @Override
  public byte[] otherEventOfTheSameId() {
    var id = event("text-en-payout-when").externalId();
    var delivered = new String(Events.body("email", "status-delivered"), StandardCharsets.UTF_8);
    return bytes(delivered.replaceAll("0100018f00000000-[0-9-]+", id));
  }

  @Override
  public byte[] unknownKind() {
    return Events.body("email", "kind-of-tomorrow");
  }

  /** A notification tells of one mail; one with attachments is several messages. */
  @Override
  public byte[] batch() {
    return Events.body("email", "several-attachments");
  }

  @Override
  public int messagesInBatch() {
    return 2;
  }

  @Override
  public Optional<byte[]> batchWithOneBadItem() {
    return Optional.empty();
  }

  @Override
  public byte[] echo() {
    return Events.body("email", "our-own");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A mail as it came over the wire, told by SES with this encoding. */
  private static byte[] mail(String mime, String encoding) {
    var content =
        encoding.equals("BASE64")
            ? Base64.getEncoder().encodeToString(mime.getBytes(StandardCharsets.ISO_8859_1))
            : mime;
    return received(
        Json.object()
            .put("content", content)
            .set("action", Json.object().put("type", "SNS").put("encoding", encoding)));
  }

  private static byte[] received(com.fasterxml.jackson.databind.JsonNode parts) {
    var told = Json.object().put("notificationType", "Received");
    told.putObject("mail").put("messageId", "m1").put("source", "ann@example.org");
    var receipt = told.putObject("receipt");
    receipt.putArray("recipients").add(CREATORS);
    receipt.set("action", parts.path("action"));
    if (parts.has("content")) {
      told.set("content", parts.path("content"));
    }
    return envelope(Json.write(told));
  }

  private static byte[] envelope(String message) {
    return bytes(Json.write(Json.object().put("Type", "Notification").put("Message", message)));
  }

  private String words(String mime) {
    return accepted(mail(mime, "BASE64")).messages().getFirst().words().orElse("");
  }

  private List<Reception.Ignored> ignored(String name) {
    var accepted = accepted(Events.body("email", name));
    assertThat(accepted.messages()).isEmpty();
    return accepted.ignored();
  }

  @Test
  void a_mail_is_read_in_full() {
    var message = event("text-en-payout-when");
    assertThat(message.words())
        .contains("Question about my earnings\nHi,\nwhen do you pay out the earnings?");
    assertThat(message.account()).isEqualTo(CREATORS);
    assertThat(message.sender().id()).isEqualTo("tom.baker@example.org");
    assertThat(message.sender().name()).contains("Tom Baker");
    assertThat(message.type()).isEqualTo("Received");
    assertThat(message.at()).isEqualTo(Instant.parse("2026-03-02T09:20:01Z"));
    assertThat(message.sequence()).isEqualTo(message.at().toEpochMilli());
    assertThat(message.chat())
        .isEqualTo(
            "tom.baker@example.org?In-Reply-To=%3Ctext-en-payout-when@mail.example.org%3E"
                + "&subject=Question%20about%20my%20earnings");
  }

  @Test
  void words_are_kept_in_every_script_and_character_set() {
    assertThat(event("text-hi-views-dropped").words().orElseThrow())
        .isEqualTo("व्यूज़\nमेरे वीडियो पर व्यूज़ क्यों कम हो गए?");
    assertThat(event("text-ru-change-username").words())
        .contains("Имя пользователя\nКак поменять имя пользователя?");
    assertThat(event("text-ru-change-username").sender().name()).contains("Мария Иванова");
    assertThat(event("text-ar-video-removed").words())
        .contains("الفيديو\nلماذا تم حذف الفيديو الخاص بي؟");
    assertThat(event("text-ja-payout-when").words()).contains("収益について\n支払いはいつですか。");
    assertThat(event("text-hi-latn-upload-fails").words())
        .contains("upload\nvideo upload nahi ho raha hai, kya karu?");
  }

  @Test
  void a_subject_is_decoded_where_ses_does_not_say_it() {
    var mime = "Subject: =?koi8-r?B?8NLJ18XU?=\r\n\r\nHello\r\n";
    assertThat(words(mime)).isEqualTo("Привет\nHello");
  }

  @Test
  void html_is_read_where_there_is_no_plain_text() {
    assertThat(event("text-en-views-dropped-html").words())
        .contains("My views\nWhy did the views on my video drop?\n\nIt was fine until Friday.");
  }

  @Test
  void of_an_answer_only_the_persons_own_words_are_taken() {
    assertThat(event("text-en-answer-with-quote").words())
        .contains("And when do you pay out the earnings of last year?");
    assertThat(event("text-en-answer-from-outlook").words()).contains("Thank you!");
  }

  @Test
  void attachments_are_kept_by_reference_the_words_with_the_first() {
    assertThat(event("document").content())
        .isEqualTo(
            new Content.Media(
                MediaKind.DOCUMENT,
                event("document").externalId() + "#1",
                Optional.of("application/pdf"),
                Optional.of("statement.pdf"),
                OptionalLong.of(12),
                OptionalLong.empty(),
                Optional.of("Payment missing\nThe payment is missing, see the attached file.")));
    var several = accepted(Events.body("email", "several-attachments")).messages();
    assertThat(several).hasSize(2);
    assertThat(several.get(0).words()).isPresent();
    assertThat(several.get(1).content())
        .isInstanceOfSatisfying(
            Content.Media.class,
            it -> {
              assertThat(it.fileName()).contains("two.jpg");
              assertThat(it.media()).isEqualTo(MediaKind.IMAGE);
              assertThat(it.caption()).isEmpty();
            });
  }

  @Test
  void a_picture_inside_counts_only_where_there_are_no_words() {
    assertThat(event("logo-beside-words").content())
        .isEqualTo(new Content.Text("Please\nCan I speak to someone?"));
    assertThat(event("image-without-words").content().kind()).isEqualTo("image");
  }

  @Test
  void a_mail_kept_in_s3_is_referred_to_and_its_subject_is_heard() {
    assertThat(event("stored-in-s3").content())
        .isInstanceOfSatisfying(
            Content.Media.class,
            it -> assertThat(it.id()).isEqualTo("s3://example-mail/in/dragomanmail"));
    assertThat(event("stored-in-s3").words()).contains("When do you pay out the earnings?");
    assertThat(event("without-content").content())
        .isEqualTo(new Content.Unsupported("mail-without-content"));
  }

  @Test
  void a_mail_as_utf_8_is_read_like_one_in_base64() {
    var mime =
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nПривет";
    assertThat(accepted(mail(mime, "UTF8")).messages().getFirst().words()).contains("Привет");
    assertThat(accepted(mail("no base64 at all!", "BASE64")).messages()).hasSize(1);
  }

  @Test
  void nothing_is_answered_to_a_machine() {
    assertThat(ignored("auto-reply"))
        .hasSize(1)
        .first()
        .extracting("type")
        .isEqualTo("auto-replied");
    assertThat(ignored("newsletter").getFirst().type()).isEqualTo("bulk");
    assertThat(ignored("bounced-to-us").getFirst().type()).isEqualTo("empty-return-path");
    assertThat(ignored("virus").getFirst().reason()).isEqualTo("a virus");
    assertThat(ignored("our-own").getFirst().reason()).isEqualTo("our own echo");
    assertThat(event("spam").content()).isEqualTo(new Content.Notice("spam", Optional.empty()));
  }

  @Test
  void the_from_is_believed_only_where_dmarc_proves_it() {
    var told = new String(message(), StandardCharsets.UTF_8);
    var other = told.replace("\\\"source\\\": \\\"tom.baker@", "\\\"source\\\": \\\"bounces@");
    assertThat(accepted(bytes(other)).messages().getFirst().sender().ids())
        .containsExactly("tom.baker@example.org", "bounces@example.org");
    var unproven =
        other.replace(
            "\\\"dmarcVerdict\\\": {\\\"status\\\": \\\"PASS\\\"}",
            "\\\"dmarcVerdict\\\": {\\\"status\\\": \\\"FAIL\\\"}");
    var message = accepted(bytes(unproven)).messages().getFirst();
    assertThat(message.sender().ids()).containsExactly("bounces@example.org");
    assertThat(message.chat()).startsWith("bounces@example.org?");
  }

  @Test
  void what_became_of_our_mails_is_a_receipt_with_our_reference() {
    assertThat(receipt("status-sent").status()).isEqualTo(Receipt.Status.SENT);
    assertThat(receipt("status-delivered").status()).isEqualTo(Receipt.Status.DELIVERED);
    assertThat(receipt("status-rejected").status()).isEqualTo(Receipt.Status.FAILED);
    assertThat(receipt("status-complained").error()).contains("Complaint:abuse");
    var bounced = receipt("status-bounced");
    assertThat(bounced.status()).isEqualTo(Receipt.Status.FAILED);
    assertThat(bounced.error()).contains("Bounce:Permanent:General");
    assertThat(bounced.account()).isEqualTo(CREATORS);
    assertThat(bounced.recipient()).isEqualTo("tom.baker@example.org");
    assertThat(bounced.callback()).contains("a".repeat(64) + "." + "b".repeat(64) + ".0");
    assertThat(bounced.at()).isEqualTo(Instant.parse("2026-03-02T09:21:03Z"));
  }

  private Receipt receipt(String name) {
    var accepted = accepted(Events.body("email", name));
    assertThat(accepted.messages()).isEmpty();
    return accepted.receipts().getFirst();
  }

  @Test
  void what_nobody_waits_for_is_left_aside() {
    for (var name : List.of("opened", "clicked", "delivery-delayed", "topic-validated")) {
      assertThat(ignored(name)).as(name).hasSize(1);
      assertThat(accepted(Events.body("email", name)).receipts()).as(name).isEmpty();
    }
  }

  @Test
  void a_subscription_and_its_end_wait_for_an_operator() {
    for (var type : List.of("SubscriptionConfirmation", "UnsubscribeConfirmation")) {
      var body =
          bytes(
              Json.write(
                  Json.object()
                      .put("Type", type)
                      .put("Token", "t")
                      .put("Message", "You have chosen")
                      .put("SubscribeURL", "https://sns.us-east-1.amazonaws.com/?Action=x")));
      var accepted = accepted(body);
      assertThat(accepted.unreadable()).hasSize(1);
      assertThat(new String(accepted.unreadable().getFirst().body(), StandardCharsets.UTF_8))
          .contains("\"Token\":\"t\"");
    }
  }

  @Test
  void an_address_that_is_not_ours_waits_for_an_operator() {
    var elsewhere =
        new Endpoint(
            "default", "email", "main", secrets(), Optional.empty(), Set.of("else@example.com"));
    var request = channel().sign(message(), elsewhere, NOW);
    assertThat(((Reception.Accepted) channel().receive(request, elsewhere, NOW)).unreadable())
        .hasSize(1);
  }

  @Test
  void another_topic_than_the_endpoints_is_refused() {
    var ours = endpoint(secrets().getFirst());
    var topics = new HashSet<Integer>();
    for (var topic : List.of("verify-me", "arn:aws:sns:us-east-1:666666666666:theirs")) {
      var theirs =
          new Endpoint(
              "default",
              "email",
              "main",
              ours.secrets(),
              Optional.of(new Secret(topic)),
              ours.accounts());
      var request = channel().sign(message(), theirs, NOW);
      topics.add(
          switch (channel().receive(request, ours, NOW)) {
            case Reception.Accepted accepted -> accepted.answer().status();
            case Reception.Handshake handshake -> handshake.answer().status();
            case Reception.Refused refused -> refused.answer().status();
          });
    }
    assertThat(topics).containsExactlyInAnyOrder(200, 401);
  }

  @Test
  void nothing_is_fetched_for_who_does_not_know_the_token() {
    var endpoint = endpoint(secrets().getFirst());
    var genuine = signed(message(), secrets().getFirst(), NOW);
    assertThat(channel().certificate(bare(genuine, genuine.query()), endpoint)).isPresent();
    for (var query :
        List.of(
            "",
            "token",
            "token=",
            "token=wrong",
            "token=%",
            "x=" + genuine.query(),
            genuine.query() + "&" + genuine.query(),
            genuine.query() + "x".repeat(5000))) {
      assertThat(channel().certificate(bare(genuine, query), endpoint)).as(query).isEmpty();
      assertThat(channel().receive(bare(genuine, query), endpoint, NOW))
          .as(query)
          .isInstanceOf(Reception.Refused.class);
    }
  }

  private static WebhookRequest bare(WebhookRequest request, String query) {
    return new WebhookRequest("POST", "", query, request.headers(), request.body());
  }

  @Test
  void multiparts_in_multiparts_without_end_are_no_harm() {
    var mime = new StringBuilder("Content-Type: multipart/mixed; boundary=b0\r\n\r\n");
    for (var depth = 1; depth < 2000; depth++) {
      mime.append("--b" + (depth - 1) + "\r\nContent-Type: multipart/mixed; boundary=b" + depth);
      mime.append("\r\n\r\n");
    }
    assertThat(accepted(mail(mime.toString(), "UTF8")).messages()).hasSize(1);
    var html = "Content-Type: text/html\r\n\r\n" + "<div>".repeat(20_000) + "deep";
    assertThat(words(html)).isEqualTo("deep");
  }
}
