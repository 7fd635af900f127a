package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhatsAppSendTest {
  private static final WhatsAppTest SETTING = new WhatsAppTest();
  private static final Account ACCOUNT =
      new Account("whatsapp", WhatsAppTest.CREATORS, new Secret("EAAG-token"), Optional.empty());
  private static final Optional<Reply.Link> LINK =
      Optional.of(new Reply.Link("Open guide", URI.create("https://guide.example.com/en/payouts")));

  private static Reply reply(String to, String text, Optional<Reply.Link> link) {
    return SETTING.reply(to, text, link);
  }

  private static JsonNode body(Reply reply) throws Json.Malformed {
    return Json.read(new WhatsApp().reply(reply, ACCOUNT, ChannelContract.NOW).body());
  }

  @Test
  void a_text_goes_to_the_number_of_the_account() throws Json.Malformed {
    var reply = reply("12025550111", "Payouts are made on the 10th.", Optional.empty());
    var call = new WhatsApp().reply(reply, ACCOUNT, ChannelContract.NOW);
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.url())
        .isEqualTo(URI.create("https://graph.facebook.com/v25.0/100000000000001/messages"));
    assertThat(call.headers()).containsEntry("authorization", "Bearer EAAG-token");
    assertThat(Json.read(call.body()))
        .isEqualTo(
            Json.read(
                """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"12025550111",
                "biz_opaque_callback_data":"%s","type":"text",
                "text":{"preview_url":false,"body":"Payouts are made on the 10th."}}
                """
                    .formatted(reply.ref())));
    assertThat(reply.ref().toString()).hasSizeLessThanOrEqualTo(512);
  }

  @Test
  void a_link_becomes_a_button() throws Json.Malformed {
    var interactive = body(reply("12025550111", "See our guide.", LINK)).path("interactive");
    assertThat(interactive)
        .isEqualTo(
            Json.read(
                """
                {"type":"cta_url","body":{"text":"See our guide."},"action":{"name":"cta_url",
                "parameters":{"display_text":"Open guide","url":"https://guide.example.com/en/payouts"}}}
                """));
  }

  @Test
  void a_long_label_is_cut_to_what_a_button_holds() throws Json.Malformed {
    var link = Optional.of(new Reply.Link("Open the guide about payouts", LINK.get().url()));
    var label =
        body(reply("12025550111", "See.", link))
            .at("/interactive/action/parameters/display_text")
            .asText();
    assertThat(label).hasSizeLessThanOrEqualTo(20).isEqualTo("Open the guide…");
  }

  @Test
  void a_text_too_long_for_a_button_carries_the_link_below() throws Json.Malformed {
    var body = body(reply("12025550111", "word ".repeat(300), LINK));
    assertThat(body.path("type").asText()).isEqualTo("text");
    assertThat(body.at("/text/body").asText())
        .endsWith("Open guide: https://guide.example.com/en/payouts");
  }

  @Test
  void the_longest_text_keeps_its_link_whole() throws Json.Malformed {
    var sent = body(reply("12025550111", "word ".repeat(3000), LINK)).at("/text/body").asText();
    assertThat(sent)
        .hasSizeLessThanOrEqualTo(4096)
        .hasSizeGreaterThan(4000)
        .endsWith("…\n\nOpen guide: https://guide.example.com/en/payouts");
  }

  @Test
  void an_app_address_cannot_be_a_button() throws Json.Malformed {
    var link = Optional.of(new Reply.Link("Open guide", URI.create("creatorapp://guide/payouts")));
    assertThat(body(reply("12025550111", "See.", link)).at("/text/body").asText())
        .isEqualTo("See.\n\nOpen guide: creatorapp://guide/payouts");
  }

  @Test
  void a_business_scoped_id_is_a_recipient_and_not_a_number() throws Json.Malformed {
    for (var id : List.of("US.10000000000000000120", "US.ENT.10000000000000000120")) {
      var body = body(reply(id, "Hello", Optional.empty()));
      assertThat(body.path("recipient").asText()).isEqualTo(id);
      assertThat(body.path("recipient_type").asText()).isEqualTo("individual");
      assertThat(body.has("to")).isFalse();
    }
  }

  @Test
  void a_group_gets_text_and_no_button() throws Json.Malformed {
    var body = body(reply("Y2FwaV9ncm91cDpkcmFnb21hbi1leGFtcGxl", "Hello", LINK));
    assertThat(body.path("recipient_type").asText()).isEqualTo("group");
    assertThat(body.path("type").asText()).isEqualTo("text");
  }

  @Test
  void an_account_that_is_no_number_makes_no_address() {
    var account = new Account("whatsapp", "../me", new Secret("token-9"), Optional.empty());
    assertThatThrownBy(
            () ->
                new WhatsApp()
                    .reply(reply("1", "Hello", Optional.empty()), account, ChannelContract.NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("token-9");
  }

  private static Outcome outcome(int status, String body) {
    return new WhatsApp().outcome(HttpAnswer.json(status, body));
  }

  private static Outcome error(int status, int code) {
    return outcome(status, "{\"error\":{\"message\":\"x\",\"code\":" + code + "}}");
  }

  @Test
  void the_providers_id_says_that_it_was_sent() {
    assertThat(
            outcome(
                200, "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"wamid.OUT\"}]}"))
        .isEqualTo(new Outcome.Sent(Optional.of("wamid.OUT")));
  }

  @Test
  void success_without_an_id_is_ambiguous() {
    for (var body : List.of("", "{}", "<html>", "{\"messages\":[]}", "{\"messages\":[{}]}")) {
      assertThat(outcome(200, body)).isInstanceOf(Outcome.Ambiguous.class);
    }
  }

  @Test
  void too_many_calls_are_tried_again_later() {
    for (var code : List.of(4, 80007, 130429, 131053)) {
      assertThat(error(400, code))
          .isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), Integer.toString(code)));
    }
    assertThat(error(400, 131056)).isEqualTo(new Outcome.Retry(Duration.ofSeconds(6), "131056"));
    assertThat(error(400, 131048)).isEqualTo(new Outcome.Retry(Duration.ofMinutes(15), "131048"));
    assertThat(outcome(429, "")).isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "http-429"));
  }

  @Test
  void the_asked_wait_is_kept_within_bounds() {
    assertThat(waitFor("30")).isEqualTo(Duration.ofSeconds(30));
    assertThat(waitFor("0")).isEqualTo(Duration.ofSeconds(1));
    assertThat(waitFor("999999999")).isEqualTo(Duration.ofMinutes(15));
    assertThat(waitFor("Wed, 21 Oct 2026 07:28:00 GMT")).isEqualTo(Duration.ofSeconds(5));
  }

  private static Duration waitFor(String header) {
    var outcome = new WhatsApp().outcome(new HttpAnswer(429, Map.of("retry-after", header), ""));
    return ((Outcome.Retry) outcome).after();
  }

  @Test
  void refusals_are_sorted_by_who_must_act() {
    assertThat(error(400, 131047)).isEqualTo(new Outcome.Refused(Why.WINDOW_CLOSED, "131047"));
    assertThat(error(400, 131050)).isEqualTo(new Outcome.Refused(Why.OPTED_OUT, "131050"));
    for (var code : List.of(131026, 131030, 130472, 130497)) {
      assertThat(error(400, code))
          .isEqualTo(new Outcome.Refused(Why.PERMANENT, Integer.toString(code)));
    }
    for (var code : List.of(0, 3, 10, 190, 200, 299, 368, 131008, 131009, 131031, 131051, 132001)) {
      assertThat(error(400, code))
          .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, Integer.toString(code)));
    }
    assertThat(error(401, 190)).isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "190"));
  }

  @Test
  void a_failing_provider_is_ambiguous() {
    for (var status : List.of(500, 502, 503, 504, 408)) {
      assertThat(outcome(status, "gateway")).isEqualTo(new Outcome.Ambiguous("http-" + status));
    }
    assertThat(error(500, 131000)).isEqualTo(new Outcome.Ambiguous("131000"));
  }

  @Test
  void an_id_that_no_row_should_hold_is_no_id() {
    var body = "{\"messages\":[{\"id\":\"" + "w".repeat(513) + "\"}]}";
    assertThat(new WhatsApp().outcome(HttpAnswer.json(200, body)))
        .isEqualTo(new Outcome.Ambiguous("unreadable-http-200"));
  }
}
