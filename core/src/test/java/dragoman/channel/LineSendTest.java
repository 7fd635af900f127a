package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.Handle;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineSendTest {
  private static final LineTest SETTING = new LineTest();
  private static final Optional<Reply.Link> LINK =
      Optional.of(new Reply.Link("Open guide", URI.create("https://guide.example.com/en/payouts")));

  private static HttpCall call(String text, Optional<Reply.Link> link) {
    var account = new Account("line", SETTING.account(), new Secret("a-token"), Optional.empty());
    return new Line().reply(SETTING.reply("U1", text, link), account, ChannelContract.NOW);
  }

  private static JsonNode body(String text, Optional<Reply.Link> link) throws Json.Malformed {
    return Json.read(call(text, link).body());
  }

  @Test
  void a_reply_is_pushed_with_a_key_that_makes_its_copies_harmless() {
    var call = call("Hello", Optional.empty());
    assertThat(call.url()).isEqualTo(URI.create("https://api.line.me/v2/bot/message/push"));
    assertThat(call.headers())
        .containsEntry("authorization", "Bearer a-token")
        .containsEntry(
            "x-line-retry-key", SETTING.reply("U1", "", Optional.empty()).id().uuid().toString());
    assertThat(call.headers().get("x-line-retry-key"))
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Test
  void a_reply_with_its_messages_token_is_no_push_and_has_no_retry_key() throws Json.Malformed {
    var account = new Account("line", SETTING.account(), new Secret("a-token"), Optional.empty());
    var reply =
        SETTING
            .reply("U1", "Hello", Optional.empty())
            .with(Optional.of(new Handle("reply-token-1", ChannelContract.NOW)));
    var call = new Line().reply(reply, account, ChannelContract.NOW);
    assertThat(call.url()).isEqualTo(URI.create("https://api.line.me/v2/bot/message/reply"));
    assertThat(call.headers()).containsOnlyKeys("authorization", "content-type");
    assertThat(Json.read(call.body()))
        .isEqualTo(
            Json.read(
                """
                {"replyToken":"reply-token-1","messages":[{"type":"text","text":"Hello"}]}\
                """));
    assertThat(reply.toString()).doesNotContain("reply-token-1");
  }

  @Test
  void a_text_goes_as_it_is() throws Json.Malformed {
    assertThat(body("Hello", Optional.empty()))
        .isEqualTo(
            Json.read(
                """
                {"to":"U1","messages":[{"type":"text","text":"Hello"}]}\
                """));
  }

  @Test
  void a_link_becomes_a_button() throws Json.Malformed {
    assertThat(body("See our guide.", LINK))
        .isEqualTo(
            Json.read(
                """
                {"to":"U1","messages":[{"type":"template",
                "altText":"See our guide.\\n\\nOpen guide: https://guide.example.com/en/payouts",
                "template":{"type":"buttons","text":"See our guide.","actions":[{"type":"uri",
                "label":"Open guide","uri":"https://guide.example.com/en/payouts"}]}}]}
                """));
  }

  @Test
  void a_text_too_long_for_a_button_has_its_link_below() throws Json.Malformed {
    assertThat(body("x".repeat(160), LINK).at("/messages/0/type").asText()).isEqualTo("template");
    var message = body("x".repeat(161), LINK).at("/messages/0");
    assertThat(message.path("type").asText()).isEqualTo("text");
    assertThat(message.path("text").asText())
        .endsWith("x\n\nOpen guide: https://guide.example.com/en/payouts");
  }

  @Test
  void every_part_keeps_within_its_limit() throws Json.Malformed {
    var link =
        Optional.of(
            new Reply.Link(
                "A label that is longer than twenty characters",
                URI.create("https://guide.example.com/" + "a".repeat(500))));
    var message = body("word ".repeat(32).strip(), link).at("/messages/0");
    assertThat(message.path("altText").asText()).hasSizeLessThanOrEqualTo(400);
    assertThat(message.at("/template/actions/0/label").asText()).hasSizeLessThanOrEqualTo(20);
    assertThat(body("word ".repeat(3_000), LINK).at("/messages/0/text").asText())
        .hasSizeLessThanOrEqualTo(5_000)
        .endsWith("…\n\nOpen guide: https://guide.example.com/en/payouts");
  }

  @Test
  void an_address_line_would_refuse_as_a_button_stands_below_the_text() throws Json.Malformed {
    for (var url :
        List.of("creatorapp://guide", "https://guide.example.com/" + "a".repeat(1_000))) {
      var message = body("See.", Optional.of(new Reply.Link("Open", URI.create(url))));
      assertThat(message.at("/messages/0/text").asText()).isEqualTo("See.\n\nOpen: " + url);
    }
  }

  private static Outcome outcome(int status, String body) {
    return new Line().outcome(HttpAnswer.json(status, body));
  }

  private static String failure(String message) {
    return "{\"message\":\"" + message + "\"}";
  }

  @Test
  void what_was_accepted_is_sent_and_so_is_what_was_accepted_before() {
    var ids = "{\"sentMessages\":[{\"id\":\"461230966842064897\",\"quoteToken\":\"q\"}]}";
    assertThat(outcome(200, ids)).isEqualTo(new Outcome.Sent(Optional.of("461230966842064897")));
    assertThat(outcome(200, "{}")).isEqualTo(new Outcome.Sent(Optional.empty()));
    assertThat(outcome(409, ids)).isEqualTo(new Outcome.Sent(Optional.of("461230966842064897")));
    assertThat(outcome(409, failure("The retry key is already accepted")))
        .isEqualTo(new Outcome.Sent(Optional.empty()));
  }

  @Test
  void too_many_calls_wait_and_a_month_used_up_is_for_the_operator() {
    assertThat(outcome(429, failure("The API rate limit has been exceeded. Try again later.")))
        .isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "http-429"));
    assertThat(outcome(429, failure("You have reached your monthly limit.")))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "monthly-limit"));
  }

  @Test
  void refusals_are_sorted_by_who_must_act() {
    for (var message :
        List.of(
            "Failed to send messages",
            "The property, 'to', in the request body is invalid (line: -, column: -)")) {
      assertThat(outcome(400, failure(message)))
          .isEqualTo(new Outcome.Refused(Why.PERMANENT, "http-400"));
    }
    assertThat(outcome(400, failure("The request body has 1 error(s)")))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "http-400"));
    for (var status : List.of(401, 403, 404, 413, 415)) {
      assertThat(outcome(status, "{}"))
          .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "http-" + status));
    }
  }

  @Test
  void a_reply_token_used_or_too_old_is_neither_sent_nor_refused() {
    assertThat(outcome(400, failure("Invalid reply token")))
        .isEqualTo(new Outcome.HandleSpent("http-400"));
  }

  @Test
  void a_failing_provider_is_ambiguous() {
    for (var status : List.of(408, 500, 502, 503, 504)) {
      assertThat(outcome(status, "")).isEqualTo(new Outcome.Ambiguous("http-" + status));
    }
  }
}
