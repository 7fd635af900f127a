package dragoman.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;

/**
 * Sending to our own app: a POST to the account's address, signed as Standard Webhooks. The {@code
 * webhook-id} and {@code message_id} are the reply's own and the same on every attempt, so that the
 * app can refuse a second copy; {@code conversation_id} is our conversation's; {@code callback} is
 * to come back in receipts.
 */
final class WebChatSend {
  private WebChatSend() {}

  /**
   * @throws IllegalArgumentException if the account has no url, or its secret is not base64
   */
  static HttpCall call(Reply reply, Account account, Instant now) {
    var url =
        account
            .url()
            .orElseThrow(() -> new IllegalArgumentException("a web chat account needs a url"));
    var id = reply.id().uuid().toString();
    var body = Json.write(body(reply, id));
    var headers =
        new HashMap<>(
            StandardWebhooks.headers(
                id, now, body.getBytes(StandardCharsets.UTF_8), account.token()));
    headers.put("content-type", "application/json");
    var shown = url.getScheme() + "://" + url.getHost() + url.getPath();
    return new HttpCall("POST", url, shown, headers, body);
  }

  private static ObjectNode body(Reply reply, String id) {
    var body = Json.object().put("type", "message.created");
    var data =
        body.putObject("data")
            .put("conversation_id", reply.ref().conversation().value())
            .put("message_id", id)
            .put("to", reply.to())
            .put("text", reply.text())
            .put("callback", reply.ref().toString());
    reply
        .link()
        .ifPresent(
            link ->
                data.putObject("link")
                    .put("label", link.label())
                    .put("url", link.url().toString()));
    return body;
  }

  /**
   * Any 2xx is success, 429 and 503 ask for patience, 410 says that the address is closed for good
   * (Standard Webhooks specification).
   */
  static Outcome outcome(HttpAnswer answer) {
    var code = Answers.http(answer);
    if (Answers.succeeded(answer)) {
      return new Outcome.Sent(Optional.empty());
    }
    return switch (answer.status()) {
      case 429, 503 -> Answers.later(answer, code);
      default -> Answers.byStatus(code, answer);
    };
  }
}
