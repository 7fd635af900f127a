package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.channel.Outcome.Why;
import dragoman.message.Reply;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TwilioSendTest {
  private static final TwilioTest SETTING = new TwilioTest();
  private static final Secret TOKEN = new Secret(TwilioTest.SID + ":local-auth-token");
  private static final Optional<Reply.Link> LINK =
      Optional.of(new Reply.Link("Open guide", URI.create("https://guide.example.com/en/payouts")));

  private static Account account(String id, Secret token, String... url) {
    return new Account("twilio", id, token, List.of(url).stream().findFirst().map(URI::create));
  }

  private static HttpCall call(Account account, String to, String text, Optional<Reply.Link> link) {
    return new Twilio().reply(SETTING.reply(to, text, link), account, ChannelContract.NOW);
  }

  private static Map<String, String> form(HttpCall call) {
    var form = new TreeMap<String, String>();
    for (var pair : call.body().split("&")) {
      var parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static Map<String, String> form(String to, String text, Optional<Reply.Link> link) {
    return form(call(account(TwilioTest.OURS, TOKEN), to, text, link));
  }

  private static String sms(String text, Optional<Reply.Link> link) {
    return form("+12025550111", text, link).get("Body");
  }

  @Test
  void a_text_goes_out_from_our_number() {
    var call =
        call(
            account(TwilioTest.OURS, TOKEN), "+12025550111", "Paid on the 10th.", Optional.empty());
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.url())
        .isEqualTo(
            URI.create(
                "https://api.twilio.com/2010-04-01/Accounts/" + TwilioTest.SID + "/Messages.json"));
    assertThat(call.headers())
        .containsEntry("content-type", "application/x-www-form-urlencoded")
        .containsEntry("authorization", basic(TwilioTest.SID + ":local-auth-token"));
    assertThat(form(call))
        .isEqualTo(
            Map.of("To", "+12025550111", "From", TwilioTest.OURS, "Body", "Paid on the 10th."));
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_api_key_of_the_account_may_sign_in_instead() {
    var key = "SK0123456789abcdef0123456789abcdef";
    var token = new Secret(TwilioTest.SID + ":" + key + ":secret-of-it");
    var call = call(account(TwilioTest.OURS, token), "+12025550111", "Hello", Optional.empty());
    assertThat(call.url().getPath()).contains(TwilioTest.SID);
    assertThat(call.headers()).containsEntry("authorization", basic(key + ":secret-of-it"));
  }

  @Test
  void a_token_of_another_form_is_named_and_not_shown() {
    for (var token :
        List.of("secret-9", "AC12:secret-9", TwilioTest.SID + ":secret 9", "secret-9:")) {
      assertThatThrownBy(
              () ->
                  call(
                      account(TwilioTest.OURS, new Secret(token)),
                      "+12025550111",
                      "Hello",
                      Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("AC...:AUTH_TOKEN")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void whatsapp_is_answered_from_the_same_number_on_whatsapp() {
    var form = form("whatsapp:+12025550121", "See our guide.", LINK);
    assertThat(form)
        .containsEntry("To", "whatsapp:+12025550121")
        .containsEntry("From", "whatsapp:" + TwilioTest.OURS)
        .containsEntry(
            "Body", "See our guide.\n\nOpen guide: https://guide.example.com/en/payouts");
  }

  @Test
  void a_messaging_service_chooses_the_number_itself() {
    var service = "MG0123456789abcdef0123456789abcdef";
    var form = form(call(account(service, TOKEN), "+12025550111", "Hello", Optional.empty()));
    assertThat(form).containsEntry("MessagingServiceSid", service).doesNotContainKey("From");
  }

  @Test
  void statuses_are_asked_for_at_the_accounts_address_with_our_reference() {
    var ref = SETTING.reply("+12025550111", "Hello", Optional.empty()).ref();
    for (var url :
        Map.of(
                TwilioTest.ADDRESS,
                TwilioTest.ADDRESS + "?ref=" + ref,
                TwilioTest.ADDRESS + "?a=1",
                TwilioTest.ADDRESS + "?a=1&ref=" + ref,
                TwilioTest.ADDRESS + "#rc=2&rp=5xx",
                TwilioTest.ADDRESS + "?ref=" + ref + "#rc=2&rp=5xx")
            .entrySet()) {
      var account = account(TwilioTest.OURS, TOKEN, url.getKey());
      assertThat(form(call(account, "+12025550111", "Hello", Optional.empty())))
          .containsEntry("StatusCallback", url.getValue());
    }
  }

  @Test
  void a_long_whatsapp_text_is_cut_and_its_link_is_not() {
    assertThat(form("whatsapp:+12025550121", "word ".repeat(1000), LINK).get("Body"))
        .hasSizeBetween(1500, 1600)
        .endsWith("…\n\nOpen guide: https://guide.example.com/en/payouts");
  }

  @Test
  void what_only_looks_better_does_not_make_two_sms_of_one() {
    assertThat(sms("“Payouts” are made on the 10th… – that’s all 🎉", Optional.empty()))
        .isEqualTo("\"Payouts\" are made on the 10th... - that's all");
    assertThat(sms("Done 👍🏽 ✅\u00a0👩‍👩‍👧 thanks", Optional.empty())).isEqualTo("Done thanks");
    assertThat(sms("Über €10 für Größe ñ", Optional.empty())).isEqualTo("Über €10 für Größe ñ");
  }

  @Test
  void a_language_that_needs_other_letters_keeps_its_looks() {
    for (var text : List.of("🎉👍", "“Готово” — спасибо 🎉", "यह हो गया… 👍", "Já “está” 👍")) {
      assertThat(sms(text, Optional.empty())).isEqualTo(text);
    }
  }

  @Test
  void segments_are_counted_as_the_networks_do() {
    assertThat(TwilioText.segments("")).isEqualTo(1);
    assertThat(TwilioText.segments("a".repeat(160))).isEqualTo(1);
    assertThat(TwilioText.segments("a".repeat(161))).isEqualTo(2);
    assertThat(TwilioText.segments("a".repeat(306))).isEqualTo(2);
    assertThat(TwilioText.segments("a".repeat(307))).isEqualTo(3);
    assertThat(TwilioText.segments("€".repeat(80))).isEqualTo(1);
    assertThat(TwilioText.segments("€".repeat(81))).isEqualTo(2);
    // No character that takes two places is torn, so the last place of each stays free.
    assertThat(TwilioText.segments("€".repeat(152))).isEqualTo(2);
    assertThat(TwilioText.segments("€".repeat(153))).isEqualTo(3);
    assertThat(TwilioText.segments("я".repeat(70))).isEqualTo(1);
    assertThat(TwilioText.segments("я".repeat(71))).isEqualTo(2);
    assertThat(TwilioText.segments("я".repeat(134))).isEqualTo(2);
    assertThat(TwilioText.segments("я".repeat(135))).isEqualTo(3);
    assertThat(TwilioText.segments("😀".repeat(35))).isEqualTo(1);
    assertThat(TwilioText.segments("😀".repeat(66))).isEqualTo(2);
    assertThat(TwilioText.segments("😀".repeat(67))).isEqualTo(3);
  }

  @Test
  void with_a_link_to_read_on_the_text_ends_where_a_sentence_does() {
    var sent =
        sms(
            "Payouts for a month are made on the 10th of the next one. The sum appears two days"
                + " before. If your bank has a holiday, it takes one or two days longer than that.",
            LINK);
    assertThat(sent)
        .isEqualTo(
            "Payouts for a month are made on the 10th of the next one. The sum appears two days"
                + " before.\nhttps://guide.example.com/en/payouts");
    assertThat(TwilioText.segments(sent)).isEqualTo(1);
  }

  @Test
  void without_a_link_or_a_good_place_to_end_nothing_is_left_out() {
    var text = "One long sentence that goes on and on " + "and on ".repeat(20) + "until here.";
    assertThat(sms(text, Optional.empty())).isEqualTo(text);
    assertThat(sms(text, LINK)).isEqualTo(text + "\n" + LINK.get().url());
    assertThat(sms("Short. " + text, LINK)).startsWith("Short. One long");
  }

  @Test
  void no_sms_is_longer_than_four_segments() {
    for (var text :
        List.of("word ".repeat(500), "слово ".repeat(500), "x".repeat(5000), "😀 ".repeat(900))) {
      for (var link : List.of(LINK, Optional.<Reply.Link>empty())) {
        var sent = sms(text, link);
        assertThat(TwilioText.segments(sent)).isBetween(3, TwilioText.MOST_SEGMENTS);
        link.ifPresent(it -> assertThat(sent).endsWith("\n" + it.url()));
      }
    }
    assertThat(sms("word ".repeat(500), Optional.empty())).endsWith("word...");
    assertThat(sms("слово ".repeat(500), Optional.empty())).endsWith("слово…");
  }

  private static Optional<String> problem(String account, int status, String body) {
    var check = new Twilio().checks(account(account, TOKEN), TwilioTest.ADDRESS).getFirst();
    return check.problem().apply(HttpAnswer.json(status, body));
  }

  @Test
  void a_number_and_a_service_are_asked_where_they_deliver() {
    var service = "MG0123456789abcdef0123456789abcdef";
    var number = new Twilio().checks(account(TwilioTest.OURS, TOKEN), TwilioTest.ADDRESS);
    assertThat(number.getFirst().call().url().toString())
        .endsWith("/IncomingPhoneNumbers.json?PhoneNumber=%2B12025550100");
    assertThat(new Twilio().checks(account(service, TOKEN), "").getFirst().call().url())
        .isEqualTo(URI.create("https://messaging.twilio.com/v1/Services/" + service));
    var right = "{\"sms_url\":\"" + TwilioTest.ADDRESS + "\"}";
    var numbers = "{\"incoming_phone_numbers\":[%s]}";
    assertThat(problem(TwilioTest.OURS, 200, numbers.formatted(right))).isEmpty();
    assertThat(problem(TwilioTest.OURS, 200, numbers.formatted("{\"sms_url\":\"\"}")))
        .hasValueSatisfying(it -> assertThat(it).contains("delivers nowhere"));
    assertThat(problem(TwilioTest.OURS, 200, numbers.formatted(""))).isPresent();
    assertThat(problem(TwilioTest.OURS, 401, "{}"))
        .hasValueSatisfying(it -> assertThat(it).contains("http-401"));
    assertThat(problem(service, 200, right.replace("sms_url", "inbound_request_url"))).isEmpty();
  }

  private static Outcome outcome(int status, String body) {
    return new Twilio().outcome(HttpAnswer.json(status, body));
  }

  private static Outcome error(int status, int code) {
    return outcome(
        status,
        "{\"code\":%d,\"message\":\"x\",\"more_info\":\"x\",\"status\":%d}"
            .formatted(code, status));
  }

  @Test
  void the_providers_id_says_that_it_was_sent() {
    assertThat(outcome(201, "{\"sid\":\"SM1\",\"status\":\"queued\",\"error_code\":null}"))
        .isEqualTo(new Outcome.Sent(Optional.of("SM1")));
    for (var body : List.of("", "{}", "<html>", "{\"sid\":\"\"}")) {
      assertThat(outcome(201, body)).isEqualTo(new Outcome.Ambiguous("unreadable-http-201"));
    }
  }

  @Test
  void refusals_are_sorted_by_who_must_act() {
    assertThat(error(400, 21610)).isEqualTo(new Outcome.Refused(Why.OPTED_OUT, "21610"));
    assertThat(error(400, 63016)).isEqualTo(new Outcome.Refused(Why.WINDOW_CLOSED, "63016"));
    for (var code : List.of(21211, 21408, 21612, 21614, 21635, 30003, 30005, 30006, 63003, 63024)) {
      assertThat(error(400, code))
          .isEqualTo(new Outcome.Refused(Why.PERMANENT, Integer.toString(code)));
    }
    for (var code : List.of(20003, 20404, 21606, 21608, 21617, 21660, 30007, 63007)) {
      assertThat(error(400, code))
          .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, Integer.toString(code)));
    }
    assertThat(outcome(401, "")).isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "http-401"));
  }

  @Test
  void too_many_calls_are_tried_again_later() {
    assertThat(error(429, 20429)).isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "20429"));
    assertThat(outcome(429, "")).isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "http-429"));
    assertThat(error(400, 63018)).isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "63018"));
    for (var code : List.of(21611, 30001)) {
      assertThat(error(400, code))
          .isEqualTo(new Outcome.Retry(Duration.ofMinutes(15), Integer.toString(code)));
    }
    assertThat(new Twilio().outcome(new HttpAnswer(429, Map.of("retry-after", "30"), "")))
        .isEqualTo(new Outcome.Retry(Duration.ofSeconds(30), "http-429"));
  }

  @Test
  void a_failing_provider_is_ambiguous() {
    for (var status : List.of(500, 502, 503, 504, 408)) {
      assertThat(outcome(status, "gateway")).isEqualTo(new Outcome.Ambiguous("http-" + status));
    }
    assertThat(error(500, 20500)).isEqualTo(new Outcome.Ambiguous("20500"));
  }
}
