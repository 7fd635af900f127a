package dragoman.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Sending over the Viber Bot API ({@code send_message}): at most 7000 characters, and 30 kB of
 * JSON, in which a character beyond ASCII takes six bytes (developers.viber.com/docs/faq). A link
 * is a keyboard of one button. Viber answers 200 whatever happened; the body's {@code status}
 * tells.
 */
final class ViberSend {
  private static final String API = "https://chatapi.viber.com/pa/";
  static final int MAX_TEXT = 7000;
  static final int MAX_LABEL = 250;
  private static final int MAX_JSON = 30_000;

  /** Of the sender's name, which Viber demands. */
  private static final int MAX_NAME = 28;

  private ViberSend() {}

  static HttpCall call(Reply reply, Account account) {
    return call(account, "send_message", body(reply, account));
  }

  /** "Get Account Info" of the Viber Bot API. */
  static Check webhook(Account account, String webhook) {
    return new Check(
        "Viber delivers to this endpoint",
        call(account, "get_account_info", "{}"),
        answer -> {
          var info = Answers.object(answer);
          return Fields.whole(info, "status").orElse(-1) == 0
              ? Answers.delivers(Fields.text(info, "webhook"), webhook, "set_webhook")
              : Optional.of("Viber refuses the token; take it from More > Settings > Bots");
        });
  }

  private static HttpCall call(Account account, String method, String body) {
    return new HttpCall(
        "POST",
        URI.create(API + method),
        API + method,
        Map.of("content-type", "application/json", "x-viber-auth-token", account.token().value()),
        body);
  }

  private static String body(Reply reply, Account account) {
    var limit = MAX_TEXT;
    var body = Json.write(body(reply, account, limit));
    while (body.length() > MAX_JSON && limit > 1) {
      // One character less is at most six bytes less.
      limit = Math.max(1, limit - (body.length() - MAX_JSON + 5) / 6);
      body = Json.write(body(reply, account, limit));
    }
    return body;
  }

  private static ObjectNode body(Reply reply, Account account, int limit) {
    var body = Json.object().put("receiver", reply.to()).put("type", "text");
    body.putObject("sender").put("name", Fit.within(MAX_NAME, account.id()));
    // Comes back with the person's next message, and in no receipt.
    body.put("tracking_data", reply.ref().toString());
    var button = reply.link().filter(Reply.Link::isWeb);
    body.put(
        "text",
        Fit.within(limit, reply.text(), button.isPresent() ? Optional.empty() : reply.link()));
    button.ifPresent(
        link ->
            body.putObject("keyboard")
                .put("Type", "keyboard")
                .put("DefaultHeight", false)
                .putArray("Buttons")
                .addObject()
                .put("Columns", 6)
                .put("Rows", 1)
                .put("ActionType", "open-url")
                .put("ActionBody", link.url().toString())
                // Pressing it must not look as if the person had said the address.
                .put("Silent", true)
                .put("Text", label(link.label())));
    return body;
  }

  /** A button's text is read as HTML. */
  private static String label(String label) {
    var escaped = escaped(label);
    return escaped.length() <= MAX_LABEL ? escaped : escaped(Fit.within(MAX_LABEL / 5, label));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static Outcome outcome(HttpAnswer answer) {
    var code = Answers.http(answer);
    if (!Answers.succeeded(answer)) {
      return Answers.byStatus(code, answer);
    }
    var body = Answers.object(answer);
    var status = Fields.whole(body, "status");
    return status.isPresent() && status.getAsLong() >= 0 && status.getAsLong() <= 9_999
        ? byStatus((int) status.getAsLong(), Answers.id(body, "message_token"))
        : new Outcome.Ambiguous("unreadable-" + code);
  }

  /** The table "Error codes" of the Viber Bot API. */
  private static Outcome byStatus(int status, Optional<String> token) {
    var shown = Integer.toString(status);
    return switch (status) {
      case 0 -> new Outcome.Sent(token);
      // Too many, to all or to one person: 100 an hour without an answer.
      case 12 -> new Outcome.Retry(Duration.ofMinutes(1), shown);
      // Not on Viber, not subscribed (any more), a device or a Viber too old, a country not served.
      case 5, 6, 11, 13, 21 -> new Outcome.Refused(Why.PERMANENT, shown);
      // The token, the account, the webhook, the request or the balance.
      case 1, 2, 3, 4, 7, 8, 9, 10, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24 ->
          Answers.ourFault(shown);
      // A "general error" does not say how far it came.
      default -> new Outcome.Ambiguous(shown);
    };
  }
}
