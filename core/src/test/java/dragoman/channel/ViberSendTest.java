package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.EffectRef;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViberSendTest {
  private static final ViberTest SETTING = new ViberTest();
  private static final String PERSON = "dGhpc2lzbm9ib2R5/+==";
  private static final Optional<Reply.Link> LINK =
      Optional.of(new Reply.Link("Open guide", URI.create("https://guide.example.com/en/payouts")));

  private static HttpCall call(String text, Optional<Reply.Link> link) {
    var account = new Account("viber", "creators_viber", new Secret("4a1-token"), Optional.empty());
    return new Viber().reply(SETTING.reply(PERSON, text, link), account, ChannelContract.NOW);
  }

  private static JsonNode body(String text, Optional<Reply.Link> link) throws Json.Malformed {
    return Json.read(call(text, link).body());
  }

  @Test
  void the_token_is_in_a_header_and_in_nothing_else() {
    var call = call("Hello", LINK);
    assertThat(call.url()).isEqualTo(URI.create("https://chatapi.viber.com/pa/send_message"));
    assertThat(call.headers()).containsEntry("x-viber-auth-token", "4a1-token");
    assertThat(call.body() + call.shown()).doesNotContain("4a1-token");
  }

  @Test
  void a_text_goes_to_the_person_in_the_accounts_name() throws Json.Malformed {
    var body = body("<b>Hello</b>", Optional.empty());
    assertThat(body.path("receiver").asText()).isEqualTo(PERSON);
    assertThat(body.path("type").asText()).isEqualTo("text");
    assertThat(body.path("text").asText()).isEqualTo("<b>Hello</b>");
    assertThat(body.path("sender").path("name").asText()).isEqualTo("creators_viber");
    assertThat(EffectRef.parse(body.path("tracking_data").asText())).isPresent();
    assertThat(body.has("keyboard")).isFalse();
  }

  @Test
  void a_link_becomes_a_keyboard_of_one_button_that_says_nothing() throws Json.Malformed {
    assertThat(body("See our guide.", LINK).path("keyboard"))
        .isEqualTo(
            Json.read(
                """
                {"Type":"keyboard","DefaultHeight":false,"Buttons":[{"Columns":6,"Rows":1,
                "ActionType":"open-url","ActionBody":"https://guide.example.com/en/payouts",
                "Silent":true,"Text":"Open guide"}]}
                """));
  }

  @Test
  void a_buttons_label_is_no_html() throws Json.Malformed {
    var link = new Reply.Link("<b>Q&A</b>", URI.create("https://guide.example.com/en/payouts"));
    var button = body("See", Optional.of(link)).at("/keyboard/Buttons/0/Text").asText();
    assertThat(button).isEqualTo("&lt;b&gt;Q&amp;A&lt;/b&gt;");
    var long1 = new Reply.Link("&".repeat(300), link.url());
    assertThat(body("See", Optional.of(long1)).at("/keyboard/Buttons/0/Text").asText())
        .hasSizeLessThanOrEqualTo(250);
  }

  @Test
  void an_address_that_is_none_of_the_web_stands_below_the_text() throws Json.Malformed {
    var link = Optional.of(new Reply.Link("Open guide", URI.create("creatorapp://guide/payouts")));
    var body = body("word ".repeat(3000), link);
    assertThat(body.has("keyboard")).isFalse();
    assertThat(body.path("text").asText())
        .hasSizeLessThanOrEqualTo(7000)
        .hasSizeGreaterThan(6900)
        .endsWith("…\n\nOpen guide: creatorapp://guide/payouts");
  }

  @Test
  void no_call_holds_more_than_thirty_kilobytes_in_any_script() throws Json.Malformed {
    for (var word : List.of("слово ", "शब्द ", "😀 ", "word слово ", "\u0001")) {
      var call = call(word.repeat(7000), LINK);
      assertThat(call.body().length()).isBetween(23_000, 30_000);
      assertThat(Json.read(call.body()).path("text").asText()).endsWith("…");
      assertThat(Json.read(call.body()).has("keyboard")).isTrue();
    }
  }

  private static Outcome outcome(int status, String body) {
    return new Viber().outcome(HttpAnswer.json(status, body));
  }

  private static Outcome failure(int code) {
    return outcome(200, "{\"status\":" + code + ",\"status_message\":\"words\"}");
  }

  @Test
  void status_zero_says_that_it_was_sent() {
    assertThat(outcome(200, "{\"status\":0,\"message_token\":5741311803571721999}"))
        .isEqualTo(new Outcome.Sent(Optional.of("5741311803571721999")));
  }

  @Test
  void two_hundred_alone_is_no_success() {
    for (var body : List.of("", "{}", "[]", "{\"status\":\"x\"}", "{\"status_message\":\"ok\"}")) {
      assertThat(outcome(200, body)).isEqualTo(new Outcome.Ambiguous("unreadable-http-200"));
    }
  }

  @Test
  void too_many_are_sent_later() {
    assertThat(failure(12)).isEqualTo(new Outcome.Retry(Duration.ofMinutes(1), "12"));
    assertThat(outcome(429, "")).isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "http-429"));
  }

  @Test
  void refusals_are_sorted_by_who_must_act() {
    for (var code : List.of(5, 6, 11, 13, 21)) {
      assertThat(failure(code))
          .isEqualTo(new Outcome.Refused(Why.PERMANENT, Integer.toString(code)));
    }
    for (var code : List.of(1, 2, 3, 4, 7, 8, 9, 10, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24)) {
      assertThat(failure(code))
          .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, Integer.toString(code)));
    }
    assertThat(outcome(403, "")).isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "http-403"));
  }

  @Test
  void what_may_have_been_sent_is_ambiguous() {
    assertThat(failure(99)).isEqualTo(new Outcome.Ambiguous("99"));
    for (var status : List.of(500, 502, 504)) {
      assertThat(outcome(status, "")).isEqualTo(new Outcome.Ambiguous("http-" + status));
    }
  }

  @Test
  void the_account_tells_where_viber_delivers() {
    var account = new Account("viber", "creators_viber", new Secret("4a1-token"), Optional.empty());
    var check = new Viber().checks(account, "https://hooks.example.com/x").getFirst();
    assertThat(check.call().shown()).isEqualTo("https://chatapi.viber.com/pa/get_account_info");
    assertThat(problem(check, "{\"status\":0,\"webhook\":\"https://hooks.example.com/x\"}"))
        .isEmpty();
    assertThat(problem(check, "{\"status\":0,\"webhook\":\"https://old.example.com\"}"))
        .get()
        .asString()
        .contains("set https://hooks.example.com/x at set_webhook");
    assertThat(problem(check, "{\"status\":2}")).get().asString().contains("refuses the token");
  }

  private static Optional<String> problem(Check check, String body) {
    return check.problem().apply(HttpAnswer.json(200, body));
  }
}
