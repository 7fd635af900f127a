package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sending to Messenger and to Instagram, and what their one API answers. */
class MetaMessagingSendTest {
  private static final Optional<Reply.Link> LINK =
      Optional.of(new Reply.Link("Open guide", URI.create("https://guide.example.com/en/payouts")));
  private static final String BELOW = "\n\nOpen guide: https://guide.example.com/en/payouts";

  private static HttpCall call(Channel channel, String text, Optional<Reply.Link> link) {
    var setting = channel instanceof Messenger ? new MessengerTest() : new InstagramTest();
    var account =
        new Account(channel.name(), setting.account(), new Secret("EAAG-token"), Optional.empty());
    return channel.reply(
        setting.reply("6100000000000001", text, link), account, ChannelContract.NOW);
  }

  private static JsonNode message(Channel channel, String text, Optional<Reply.Link> link)
      throws Json.Malformed {
    return Json.read(call(channel, text, link).body()).path("message");
  }

  @Test
  void a_text_goes_to_the_person_in_the_name_of_the_token() throws Json.Malformed {
    for (var channel : List.of(new Messenger(), new Instagram())) {
      var call = call(channel, "Payouts are made on the 10th.", Optional.empty());
      assertThat(call.method()).isEqualTo("POST");
      assertThat(call.url()).isEqualTo(URI.create("https://graph.facebook.com/v25.0/me/messages"));
      assertThat(call.headers()).containsEntry("authorization", "Bearer EAAG-token");
      var metadata = Json.read(call.body()).at("/message/metadata").asText();
      assertThat(dragoman.message.EffectRef.parse(metadata)).isPresent();
      assertThat(Json.read(call.body()))
          .isEqualTo(
              Json.read(
                  """
                  {"messaging_type":"RESPONSE","recipient":{"id":"6100000000000001"},
                  "message":{"metadata":"%s","text":"Payouts are made on the 10th."}}
                  """
                      .formatted(metadata)));
    }
  }

  @Test
  void on_messenger_a_link_becomes_a_button() throws Json.Malformed {
    assertThat(message(new Messenger(), "See our guide.", LINK).path("attachment"))
        .isEqualTo(
            Json.read(
                """
                {"type":"template","payload":{"template_type":"button","text":"See our guide.",
                "buttons":[{"type":"web_url","url":"https://guide.example.com/en/payouts",
                "title":"Open guide"}]}}
                """));
  }

  @Test
  void a_long_label_is_cut_to_what_a_button_holds() throws Json.Malformed {
    var link = Optional.of(new Reply.Link("Open the guide about payouts", LINK.get().url()));
    assertThat(
            message(new Messenger(), "See.", link)
                .at("/attachment/payload/buttons/0/title")
                .asText())
        .hasSizeLessThanOrEqualTo(20)
        .isEqualTo("Open the guide…");
  }

  @Test
  void a_text_too_long_for_a_button_carries_the_link_below() throws Json.Malformed {
    var message = message(new Messenger(), "word ".repeat(129), LINK);
    assertThat(message.has("attachment")).isFalse();
    assertThat(message.path("text").asText()).endsWith(BELOW);
    var longest = message(new Messenger(), "word ".repeat(3000), LINK).path("text").asText();
    assertThat(longest)
        .hasSizeLessThanOrEqualTo(2000)
        .hasSizeGreaterThan(1900)
        .endsWith("…" + BELOW);
  }

  @Test
  void an_app_address_cannot_be_a_button() throws Json.Malformed {
    var link = Optional.of(new Reply.Link("Open guide", URI.create("creatorapp://guide/payouts")));
    assertThat(message(new Messenger(), "See.", link).path("text").asText())
        .isEqualTo("See.\n\nOpen guide: creatorapp://guide/payouts");
  }

  @Test
  void on_instagram_the_link_stands_below_and_bytes_are_counted() throws Json.Malformed {
    assertThat(message(new Instagram(), "See our guide.", LINK).path("text").asText())
        .isEqualTo("See our guide." + BELOW);
    for (var word : List.of("word ", "भुगतान ", "выплата ", "👨‍👩‍👧 ")) {
      var sent = message(new Instagram(), word.repeat(500), LINK).path("text").asText();
      assertThat(sent).endsWith("…" + BELOW);
      assertThat(sent.getBytes(StandardCharsets.UTF_8).length).isBetween(950, 1000);
    }
  }

  private static Outcome outcome(int status, String body) {
    var answer = HttpAnswer.json(status, body);
    assertThat(new Instagram().outcome(answer)).isEqualTo(new Messenger().outcome(answer));
    return new Messenger().outcome(answer);
  }

  private static Outcome error(int status, int code, int subcode) {
    return outcome(
        status,
        "{\"error\":{\"message\":\"x\",\"type\":\"OAuthException\",\"code\":%d%s}}"
            .formatted(code, subcode == 0 ? "" : ",\"error_subcode\":" + subcode));
  }

  @Test
  void the_providers_id_says_that_it_was_sent() {
    assertThat(outcome(200, "{\"recipient_id\":\"61\",\"message_id\":\"m_OUT\"}"))
        .isEqualTo(new Outcome.Sent(Optional.of("m_OUT")));
    for (var body : List.of("", "{}", "<html>", "{\"message_id\":\"" + "m".repeat(513) + "\"}")) {
      assertThat(outcome(200, body)).isEqualTo(new Outcome.Ambiguous("unreadable-http-200"));
    }
  }

  @Test
  void too_many_calls_and_a_pause_of_the_provider_are_tried_again_later() {
    for (var code : List.of(4, 17, 32, 341, 613, 1200, 80006)) {
      assertThat(error(400, code, 0))
          .isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), Integer.toString(code)));
    }
    assertThat(outcome(429, "")).isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "http-429"));
  }

  @Test
  void after_a_day_of_silence_the_window_is_closed() {
    assertThat(error(400, 10, 2018278))
        .isEqualTo(new Outcome.Refused(Why.WINDOW_CLOSED, "10-2018278"));
    assertThat(error(403, 10, 2534022))
        .isEqualTo(new Outcome.Refused(Why.WINDOW_CLOSED, "10-2534022"));
  }

  @Test
  void who_cannot_be_reached_is_told_from_what_is_our_fault() {
    assertThat(error(400, 551, 0)).isEqualTo(new Outcome.Refused(Why.PERMANENT, "551"));
    assertThat(error(400, 551, 1545041))
        .isEqualTo(new Outcome.Refused(Why.PERMANENT, "551-1545041"));
    assertThat(error(400, 100, 2018001))
        .isEqualTo(new Outcome.Refused(Why.PERMANENT, "100-2018001"));
    for (var code : List.of(10, 100, 190, 200, 230, 368)) {
      assertThat(error(400, code, 0))
          .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, Integer.toString(code)));
    }
  }

  @Test
  void an_error_that_does_not_say_what_happened_is_ambiguous() {
    for (var code : List.of(1, 2)) {
      assertThat(error(400, code, 0)).isEqualTo(new Outcome.Ambiguous(Integer.toString(code)));
    }
    for (var status : List.of(500, 502, 503, 504, 408)) {
      assertThat(outcome(status, "gateway")).isEqualTo(new Outcome.Ambiguous("http-" + status));
    }
    assertThat(error(500, 190, 0)).isEqualTo(new Outcome.Ambiguous("190"));
  }

  @Test
  void the_doctor_asks_whether_the_page_sends_us_its_messages_and_echoes() {
    var account = new Account("messenger", "3", new Secret("EAAG-token"), Optional.empty());
    var check = new Messenger().checks(account, "https://example.com/webhooks").getFirst();
    assertThat(check.call().url().toString())
        .isEqualTo("https://graph.facebook.com/v25.0/me/subscribed_apps?fields=subscribed_fields");
    var all =
        "{\"data\":[{\"subscribed_fields\":[\"messages\",\"messaging_postbacks\",\"message_echoes\"]}]}";
    assertThat(check.problem().apply(HttpAnswer.json(200, all))).isEmpty();
    assertThat(check.problem().apply(HttpAnswer.json(200, all.replace("message_echoes", "other"))))
        .hasValueSatisfying(it -> assertThat(it).contains("message_echoes"));
    assertThat(check.problem().apply(HttpAnswer.json(200, "{\"data\":[]}"))).isPresent();
    assertThat(check.problem().apply(HttpAnswer.json(400, "{}")))
        .hasValueSatisfying(it -> assertThat(it).contains("token"));
  }
}
