package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.channel.Outcome.Why;
import dragoman.message.EffectHint;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RcsSendTest {
  private static final RcsTest SETTING = new RcsTest();
  private static final Secret TOKEN = new Secret("ya29.token-1");
  private static final Reply.Link LINK =
      new Reply.Link("Open guide", URI.create("https://guide.example.com/en/payouts"));

  private static HttpCall call(Reply reply, Optional<URI> url) {
    return new Rcs()
        .reply(reply, new Account("rcs", "creators_agent", TOKEN, url), ChannelContract.NOW);
  }

  private static HttpCall call(String text, Optional<Reply.Link> link) {
    return call(SETTING.reply("+12025550140", text, link), Optional.empty());
  }

  @Test
  void the_reply_goes_to_the_phone_with_an_id_of_its_own() throws Json.Malformed {
    var reply = SETTING.reply("+12025550140", "See our guide.", Optional.of(LINK));
    var call = call(reply, Optional.empty());
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.url())
        .hasToString(
            "https://rcsbusinessmessaging.googleapis.com/v1/phones/+12025550140/agentMessages"
                + "?messageId="
                + EffectHint.of(reply.ref()).uuid()
                + "&agentId=creators_agent");
    assertThat(call.headers()).containsEntry("authorization", "Bearer ya29.token-1");
    assertThat(Json.read(call.body()))
        .isEqualTo(
            Json.read(
                """
                {"contentMessage":{"text":"See our guide.","suggestions":[{"action":{
                "text":"Open guide","postbackData":"dragoman:link-opened",
                "openUrlAction":{"url":"https://guide.example.com/en/payouts"}}}]}}
                """));
  }

  @Test
  void a_region_is_the_accounts_to_choose() {
    var region = Optional.of(URI.create("https://europe-rcsbusinessmessaging.googleapis.com/"));
    assertThat(call(SETTING.reply("12025550140", "Hi", Optional.empty()), region).url().toString())
        .startsWith(
            "https://europe-rcsbusinessmessaging.googleapis.com/v1/phones/+12025550140/agentM");
  }

  @Test
  void a_link_that_is_no_web_address_stands_in_the_text() throws Json.Malformed {
    var link = new Reply.Link("Open guide", URI.create("creatorapp://guide"));
    var content = Json.read(call("Hello", Optional.of(link)).body()).path("contentMessage");
    assertThat(content.path("text").asText()).isEqualTo("Hello\n\nOpen guide: creatorapp://guide");
    assertThat(content.has("suggestions")).isFalse();
  }

  @Test
  void a_text_is_cut_by_bytes_and_a_label_by_characters() throws Json.Malformed {
    var link = new Reply.Link("गाइड खोलें और पूरा पढ़ें अभी यहीं", LINK.url());
    var content =
        Json.read(call("नमस्ते ".repeat(300), Optional.of(link)).body()).path("contentMessage");
    assertThat(content.path("text").asText().getBytes(StandardCharsets.UTF_8).length)
        .isBetween(3000, 3072);
    var label = content.path("suggestions").path(0).path("action").path("text").asText();
    assertThat(label).endsWith("…").hasSizeBetween(15, 25);
  }

  @Test
  void what_cannot_be_sent_is_named_plainly_and_not_quoted() {
    for (var token : List.of("{\"type\":\"service_account\"}", "two words", "x\r\ny: z", "clé")) {
      var account = new Account("rcs", "creators_agent", new Secret(token), Optional.empty());
      assertThatThrownBy(
              () ->
                  new Rcs()
                      .reply(
                          SETTING.reply("+12025550140", "Hi", Optional.empty()),
                          account,
                          ChannelContract.NOW))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining(token);
    }
    var account = new Account("rcs", "../x?y", TOKEN, Optional.empty());
    assertThatThrownBy(
            () ->
                new Rcs()
                    .reply(
                        SETTING.reply("+12025550140", "Hi", Optional.empty()),
                        account,
                        ChannelContract.NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Outcome outcome(int status, String body) {
    return new Rcs().outcome(HttpAnswer.json(status, body));
  }

  private static String error(int code, String status) {
    return "{\"error\":{\"code\":%d,\"message\":\"…\",\"status\":\"%s\"}}".formatted(code, status);
  }

  @Test
  void success_names_the_message_by_the_id_we_gave_it() {
    assertThat(outcome(200, "{\"name\":\"phones/+12025550140/agentMessages/m-1\"}"))
        .isEqualTo(new Outcome.Sent(Optional.of("m-1")));
    assertThat(outcome(200, "{}")).isEqualTo(new Outcome.Sent(Optional.empty()));
  }

  @Test
  void a_second_copy_that_is_refused_says_that_the_first_is_there() {
    assertThat(outcome(409, error(409, "ALREADY_EXISTS")))
        .isEqualTo(new Outcome.Sent(Optional.empty()));
    assertThat(outcome(409, error(409, "ABORTED"))).isEqualTo(new Outcome.Ambiguous("ABORTED"));
    assertThat(outcome(409, "")).isEqualTo(new Outcome.Ambiguous("http-409"));
  }

  @Test
  void a_number_without_rcs_cannot_be_reached() {
    assertThat(outcome(404, error(404, "NOT_FOUND")))
        .isEqualTo(new Outcome.Refused(Why.PERMANENT, "NOT_FOUND"));
  }

  @Test
  void too_many_at_once_wait() {
    assertThat(outcome(429, error(429, "RESOURCE_EXHAUSTED")))
        .isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "RESOURCE_EXHAUSTED"));
    assertThat(new Rcs().outcome(new HttpAnswer(429, Map.of("retry-after", "30"), "")))
        .isEqualTo(new Outcome.Retry(Duration.ofSeconds(30), "http-429"));
  }

  @Test
  void a_platform_that_fails_may_have_taken_it() {
    for (var status : List.of(500, 502, 503, 504, 408)) {
      assertThat(outcome(status, "")).isEqualTo(new Outcome.Ambiguous("http-" + status));
    }
  }

  @Test
  void every_other_answer_is_for_an_operator() {
    assertThat(outcome(400, error(400, "INVALID_ARGUMENT")))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "INVALID_ARGUMENT"));
    assertThat(outcome(401, error(401, "UNAUTHENTICATED")))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "UNAUTHENTICATED"));
    assertThat(outcome(403, error(403, "PERMISSION_DENIED")))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "PERMISSION_DENIED"));
    assertThat(outcome(301, "")).isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "http-301"));
  }
}
