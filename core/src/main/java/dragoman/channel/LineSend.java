package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;

/**
 * Sending over the LINE Messaging API ("Send reply message", "Send push message", "Retry failed API
 * requests"): a reply that holds its message's reply token costs nothing, a push counts.
 *
 * <p>A text holds 5000 UTF-16 units; a buttons template 160, its label 20, its alternative text 400
 * as older clients had it, an address 1000. {@code X-Line-Retry-Key} makes a push that is sent
 * again arrive once, and a reply must not have it; LINE remembers it for 24 hours, twice as long as
 * a reply is tried. A person who blocked the account is pushed to like any other: LINE says nothing
 * of it.
 */
final class LineSend {
  private static final String REPLY = "https://api.line.me/v2/bot/message/reply";
  private static final String PUSH = "https://api.line.me/v2/bot/message/push";
  static final int MAX_TEXT = 5_000;
  static final int MAX_BUTTON_TEXT = 160;
  static final int MAX_LABEL = 20;
  private static final int MAX_ALTERNATIVE = 400;
  private static final int MAX_ADDRESS = 1_000;

  private LineSend() {}

  static HttpCall call(Reply reply, Account account) {
    var headers = new HashMap<String, String>();
    headers.put("content-type", "application/json");
    headers.put("authorization", "Bearer " + account.token().value());
    var body = Json.object();
    if (reply.handle().isPresent()) {
      body.put("replyToken", reply.handle().get().token());
    } else {
      headers.put("x-line-retry-key", reply.id().uuid().toString());
      body.put("to", reply.to());
    }
    body.putArray("messages").add(message(reply));
    var url = reply.handle().isPresent() ? REPLY : PUSH;
    return new HttpCall("POST", URI.create(url), url, headers, Json.write(body));
  }

  private static ObjectNode message(Reply reply) {
    var button = reply.link().filter(link -> fitsButton(link, reply.text()));
    if (button.isEmpty()) {
      return Json.object()
          .put("type", "text")
          .put("text", Fit.within(MAX_TEXT, reply.text(), reply.link()));
    }
    var message =
        Json.object()
            .put("type", "template")
            .put("altText", Fit.within(MAX_ALTERNATIVE, reply.text(), fitsAlternative(button)));
    message
        .putObject("template")
        .put("type", "buttons")
        .put("text", reply.text())
        .putArray("actions")
        .addObject()
        .put("type", "uri")
        .put("label", Fit.within(MAX_LABEL, button.get().label()))
        .put("uri", button.get().url().toASCIIString());
    return message;
  }

  /** Half of the room is the text's. */
  private static Optional<Reply.Link> fitsAlternative(Optional<Reply.Link> button) {
    return button.filter(
        link -> link.label().length() + link.url().toString().length() < MAX_ALTERNATIVE / 2);
  }

  private static boolean fitsButton(Reply.Link link, String text) {
    return link.isWeb()
        && link.url().toASCIIString().length() <= MAX_ADDRESS
        && !text.isBlank()
        && text.length() <= MAX_BUTTON_TEXT;
  }

  /** 409 says that a call with this retry key was accepted before, and repeats what it gave. */
  static Outcome outcome(HttpAnswer answer) {
    var body = Answers.object(answer);
    var code = Answers.http(answer);
    if (Answers.succeeded(answer) || answer.status() == 409) {
      return new Outcome.Sent(Answers.id(body.path("sentMessages").path(0), "id"));
    }
    return switch (answer.status()) {
      case 429 ->
          says(body, "monthly limit")
              ? Answers.ourFault("monthly-limit")
              : Answers.later(answer, code);
      case 400 -> {
        if (says(body, "invalid reply token")) {
          yield new Outcome.HandleSpent(code);
        }
        yield isTheRecipient(body)
            ? new Outcome.Refused(Why.PERMANENT, code)
            : Answers.ourFault(code);
      }
      default -> Answers.byStatus(code, answer);
    };
  }

  /** No such user; an id that is none, or is of another provider's users. */
  private static boolean isTheRecipient(JsonNode body) {
    return says(body, "failed to send messages") || says(body, "the property, 'to'");
  }

  private static boolean says(JsonNode body, String words) {
    return body.path("message").asText().toLowerCase(Locale.ROOT).contains(words);
  }
}
