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
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TelegramSendTest {
  private static final TelegramTest SETTING = new TelegramTest();
  private static final String TOKEN = "700000099:AAE-example_token";
  private static final Optional<Reply.Link> LINK =
      Optional.of(new Reply.Link("Open guide", URI.create("https://guide.example.com/en/payouts")));

  private static HttpCall call(String to, String text, Optional<Reply.Link> link, String token) {
    var account = new Account("telegram", "creators_bot", new Secret(token), Optional.empty());
    return new Telegram().reply(SETTING.reply(to, text, link), account, ChannelContract.NOW);
  }

  private static JsonNode body(String to, String text, Optional<Reply.Link> link)
      throws Json.Malformed {
    return Json.read(call(to, text, link, TOKEN).body());
  }

  @Test
  void the_token_is_in_the_address_and_in_nothing_shown() {
    var call = call("700000001", "Hello", Optional.empty(), TOKEN);
    assertThat(call.url())
        .isEqualTo(URI.create("https://api.telegram.org/bot" + TOKEN + "/sendMessage"));
    assertThat(call.shown()).isEqualTo("https://api.telegram.org/bot…/sendMessage");
    assertThat(call.toString()).doesNotContain(TOKEN);
  }

  @Test
  void a_link_becomes_a_button_under_plain_text() throws Json.Malformed {
    assertThat(body("700000001", "<b>See</b> *our* guide.", LINK))
        .isEqualTo(
            Json.read(
                """
                {"chat_id":700000001,"text":"<b>See</b> *our* guide.","reply_markup":
                {"inline_keyboard":[[{"text":"Open guide","url":"https://guide.example.com/en/payouts"}]]}}
                """));
  }

  @Test
  void a_group_is_addressed_by_its_negative_number() throws Json.Malformed {
    assertThat(body("-1001234567890", "Hello", Optional.empty()).path("chat_id").asLong())
        .isEqualTo(-1001234567890L);
  }

  @Test
  void a_business_chat_is_answered_over_its_connection() throws Json.Malformed {
    var body = body("700000002@bc-example-1", "Hello", Optional.empty());
    assertThat(body.path("chat_id").asLong()).isEqualTo(700000002);
    assertThat(body.path("business_connection_id").asText()).isEqualTo("bc-example-1");
  }

  @Test
  void a_public_channel_is_addressed_by_its_name() throws Json.Malformed {
    var body = body("@creator_news", "Hello", Optional.empty());
    assertThat(body.path("chat_id").asText()).isEqualTo("@creator_news");
    assertThat(body.has("business_connection_id")).isFalse();
  }

  @Test
  void an_address_telegram_would_refuse_as_a_button_stands_below_the_text() throws Json.Malformed {
    var link = Optional.of(new Reply.Link("Open guide", URI.create("creatorapp://guide/payouts")));
    var body = body("700000001", "word ".repeat(3000), link);
    assertThat(body.has("reply_markup")).isFalse();
    assertThat(body.path("text").asText())
        .hasSizeLessThanOrEqualTo(4096)
        .endsWith("…\n\nOpen guide: creatorapp://guide/payouts");
  }

  @Test
  void a_token_that_is_none_is_named_without_being_shown() {
    assertThatThrownBy(() -> call("1", "Hello", Optional.empty(), "secret token\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  private static Outcome outcome(int status, String body) {
    return new Telegram().outcome(HttpAnswer.json(status, body));
  }

  private static String failure(int code, String description) {
    return "{\"ok\":false,\"error_code\":" + code + ",\"description\":\"" + description + "\"}";
  }

  @Test
  void the_providers_id_says_that_it_was_sent() {
    assertThat(outcome(200, "{\"ok\":true,\"result\":{\"message_id\":4321}}"))
        .isEqualTo(new Outcome.Sent(Optional.of("4321")));
  }

  @Test
  void success_without_an_id_is_ambiguous() {
    for (var body :
        List.of("", "{}", "{\"ok\":true}", "{\"ok\":false,\"result\":{\"message_id\":1}}")) {
      assertThat(outcome(200, body)).isInstanceOf(Outcome.Ambiguous.class);
    }
  }

  @Test
  void too_many_calls_wait_as_long_as_asked() {
    var asked = "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":35}}";
    assertThat(outcome(429, asked))
        .isEqualTo(new Outcome.Retry(Duration.ofSeconds(35), "http-429"));
    assertThat(outcome(429, asked.replace("35", "86400")))
        .isEqualTo(new Outcome.Retry(Duration.ofMinutes(15), "http-429"));
    assertThat(outcome(429, "")).isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "http-429"));
  }

  @Test
  void refusals_are_sorted_by_who_must_act() {
    assertThat(outcome(403, failure(403, "Forbidden: bot was blocked by the user")))
        .isEqualTo(new Outcome.Refused(Why.PERMANENT, "http-403"));
    assertThat(outcome(400, failure(400, "Bad Request: chat not found")))
        .isEqualTo(new Outcome.Refused(Why.PERMANENT, "http-400"));
    assertThat(outcome(400, failure(400, "Bad Request: BUTTON_URL_INVALID")))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "http-400"));
    assertThat(outcome(401, failure(401, "Unauthorized")))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "http-401"));
    assertThat(outcome(404, failure(404, "Not Found")))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "http-404"));
  }

  @Test
  void a_failing_provider_is_ambiguous() {
    for (var status : List.of(500, 502, 504)) {
      assertThat(outcome(status, "")).isEqualTo(new Outcome.Ambiguous("http-" + status));
    }
  }

  @Test
  void an_id_that_no_row_should_hold_is_no_id() {
    var body = "{\"ok\":true,\"result\":{\"message_id\":\"" + "7".repeat(513) + "\"}}";
    assertThat(outcome(200, body)).isEqualTo(new Outcome.Ambiguous("unreadable-http-200"));
  }
}
