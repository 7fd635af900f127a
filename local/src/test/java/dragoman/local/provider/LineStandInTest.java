package dragoman.local.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.HttpAnswer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineStandInTest {
  private static final String KEY = "123e4567-e89b-12d3-a456-426614174000";
  private static final String HELLO = "[{\"type\":\"text\",\"text\":\"Hello\"}]";

  private final LineStandIn line = new LineStandIn();

  private HttpAnswer post(String what, Map<String, String> more, String body) {
    var headers = new HashMap<>(Map.of("authorization", "Bearer a-token"));
    headers.putAll(more);
    return line.answer(
        new ProviderCall("POST", "/v2/bot/message/" + what, "", headers, body), Instant.EPOCH);
  }

  private HttpAnswer push(String key, String messages) {
    return post(
        "push", Map.of("x-line-retry-key", key), "{\"to\":\"U1\",\"messages\":" + messages + "}");
  }

  private HttpAnswer reply(String token) {
    return post("reply", Map.of(), "{\"replyToken\":\"" + token + "\",\"messages\":" + HELLO + "}");
  }

  @Test
  void a_retry_key_is_accepted_once_and_then_answered_with_the_same_id() {
    var first = push(KEY, HELLO);
    var second = push(KEY, HELLO);
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body()).contains("already accepted", "500000000000000001");
    line.clear();
    assertThat(push(KEY, HELLO).status()).isEqualTo(200);
  }

  @Test
  void a_reply_token_is_good_once() {
    assertThat(reply("t-1").status()).isEqualTo(200);
    assertThat(reply("t-1"))
        .isEqualTo(HttpAnswer.json(400, "{\"message\":\"Invalid reply token\"}"));
    assertThat(reply("t-2").status()).isEqualTo(200);
    assertThat(post("reply", Map.of("x-line-retry-key", KEY), "{\"replyToken\":\"t-3\"}").status())
        .isEqualTo(400);
  }

  @Test
  void what_line_would_refuse_is_refused() {
    assertThat(push("no-uuid", HELLO).status()).isEqualTo(400);
    assertThat(push(KEY, HELLO.replace("Hello", "x".repeat(5_001))).status()).isEqualTo(400);
    assertThat(push(KEY, "[]").status()).isEqualTo(400);
    assertThat(post("push", Map.of(), "{\"messages\":" + HELLO + "}").body()).contains("'to'");
    assertThat(post("push", Map.of("authorization", ""), "{}").status()).isEqualTo(401);
    assertThat(post("push", Map.of(), "{").status()).isEqualTo(400);
    assertThat(post("narrowcast", Map.of(), "{}").status()).isEqualTo(404);
  }
}
