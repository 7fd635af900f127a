package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.channel.Outcome.Why;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebChatSendTest {
  private static final WebChatTest SETTING = new WebChatTest();
  private static final Secret SECRET = SETTING.secrets().getFirst();
  private static final Optional<URI> URL =
      Optional.of(URI.create("https://app.example.com/hooks?key=hidden"));
  private static final Reply REPLY =
      SETTING.reply(
          "user-1003",
          "See our guide.",
          Optional.of(new Reply.Link("Open guide", URI.create("creatorapp://guide/payouts"))));

  private static HttpCall call(Optional<URI> url, Secret secret) {
    var account = new Account("webchat", "creators-app", secret, url);
    return new WebChat().reply(REPLY, account, ChannelContract.NOW);
  }

  @Test
  void the_reply_is_posted_to_the_accounts_address() throws Json.Malformed {
    var call = call(URL, SECRET);
    assertThat(call.url()).isEqualTo(URL.get());
    assertThat(call.shown()).isEqualTo("https://app.example.com/hooks");
    assertThat(Json.read(call.body()))
        .isEqualTo(
            Json.read(
                """
                {"type":"message.created","data":{"conversation_id":"%s","message_id":"%s",
                "to":"user-1003","text":"See our guide.",
                "link":{"label":"Open guide","url":"creatorapp://guide/payouts"},"callback":"%s"}}
                """
                    .formatted(
                        REPLY.ref().conversation().value(), REPLY.id().uuid(), REPLY.ref())));
  }

  @Test
  void the_app_can_verify_the_reply_as_we_verify_the_app() {
    var call = call(URL, SECRET);
    var headers = new HashMap<String, List<String>>();
    call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    var body = call.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var request = new WebhookRequest("POST", "", headers, body);
    assertThat(StandardWebhooks.genuine(request, List.of(SECRET), ChannelContract.NOW)).isTrue();
    assertThat(call.headers()).containsEntry("webhook-id", REPLY.id().uuid().toString());
  }

  @Test
  void an_account_without_an_address_or_with_a_wrong_secret_is_named_plainly() {
    assertThatThrownBy(() -> call(Optional.empty(), SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a web chat account needs a url");
    assertThatThrownBy(() -> call(URL, new Secret("not base64!")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("not base64!");
  }

  private static Outcome outcome(int status) {
    return new WebChat().outcome(HttpAnswer.text(status, "whatever"));
  }

  @Test
  void any_success_is_success() {
    for (var status : List.of(200, 201, 202, 204)) {
      assertThat(outcome(status)).isEqualTo(new Outcome.Sent(Optional.empty()));
    }
  }

  @Test
  void an_app_that_asks_for_patience_gets_it() {
    assertThat(outcome(429)).isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "http-429"));
    assertThat(new WebChat().outcome(new HttpAnswer(503, Map.of("retry-after", "60"), "")))
        .isEqualTo(new Outcome.Retry(Duration.ofSeconds(60), "http-503"));
  }

  @Test
  void an_app_that_fails_may_have_shown_it_or_not() {
    for (var status : List.of(500, 502, 504, 408)) {
      assertThat(outcome(status)).isEqualTo(new Outcome.Ambiguous("http-" + status));
    }
  }

  @Test
  void every_other_answer_is_for_an_operator() {
    for (var status : List.of(301, 400, 401, 403, 404, 410)) {
      assertThat(outcome(status)).isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "http-" + status));
    }
  }
}
