package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sending over the Telegram Bot API ({@code sendMessage}, core.telegram.org/bots/api): at most 4096
 * characters, always plain text. The bot's token is part of the address and is never shown.
 */
final class TelegramSend {
  private static final String API = "https://api.telegram.org/bot";
  private static final String METHOD = "/sendMessage";
  private static final List<String> NEEDED = List.of("message", "edited_message", "callback_query");
  static final int MAX_TEXT = 4096;

  private TelegramSend() {}

  /** The address of a chat that is answered in the name of a business account. */
  static String businessChat(String chat, String connection) {
    return chat + "@" + connection;
  }

  /**
   * @throws IllegalArgumentException if the token has characters no bot token has; the message does
   *     not hold it
   */
  static HttpCall call(Reply reply, Account account) {
    return call(account, METHOD, Json.write(body(reply)));
  }

  /** Telegram Bot API, "getWebhookInfo". */
  static Check webhook(Account account, String webhook) {
    return new Check(
        "Telegram delivers to this endpoint",
        call(account, "/getWebhookInfo", "{}"),
        answer -> {
          var info = Answers.object(answer).path("result");
          var kinds = Fields.items(info, "allowed_updates").stream().map(JsonNode::asText).toList();
          if (!Answers.succeeded(answer)) {
            return Optional.of("Telegram refuses the token; ask @BotFather for it");
          }
          if (!kinds.isEmpty() && !kinds.containsAll(NEEDED)) {
            return Optional.of("allowed_updates leaves out some of " + NEEDED + "; see setWebhook");
          }
          return Answers.delivers(Fields.text(info, "url"), webhook, "setWebhook");
        });
  }

  private static HttpCall call(Account account, String method, String body) {
    var token = account.token().value();
    if (!token.matches("[A-Za-z0-9:_-]+")) {
      throw new IllegalArgumentException(
          "the token of a Telegram account has characters no bot token has");
    }
    return new HttpCall(
        "POST",
        URI.create(API + token + method),
        API + "…" + method,
        Map.of("content-type", "application/json"),
        body);
  }

  private static ObjectNode body(Reply reply) {
    var body = Json.object();
    var address = reply.to().split("@", 2);
    // A public channel's address is a name after an @, which leaves nothing before it.
    if (address.length == 2 && !address[0].isEmpty()) {
      body.put("business_connection_id", address[1]);
    }
    if (address[0].matches("-?[0-9]{1,18}")) {
      body.put("chat_id", Long.parseLong(address[0]));
    } else {
      body.put("chat_id", reply.to());
    }
    // One unacceptable address in a button fails the whole message, so others stand in the text.
    var button =
        reply.link().filter(link -> link.isWeb() || "tg".equalsIgnoreCase(link.url().getScheme()));
    body.put(
        "text",
        Fit.within(MAX_TEXT, reply.text(), button.isPresent() ? Optional.empty() : reply.link()));
    button.ifPresent(
        link ->
            body.putObject("reply_markup")
                .putArray("inline_keyboard")
                .addArray()
                .addObject()
                .put("text", link.label())
                .put("url", link.url().toString()));
    return body;
  }

  static Outcome outcome(HttpAnswer answer) {
    var body = Answers.object(answer);
    var code = Answers.http(answer);
    return switch (answer.status()) {
      case 200 -> sent(body, code);
      case 429 ->
          new Outcome.Retry(
              Answers.wait(answer, Fields.whole(body.path("parameters"), "retry_after")), code);
      // Blocked by the user, user deactivated, bot kicked from the group.
      case 403 -> new Outcome.Refused(Why.PERMANENT, code);
      case 400 -> new Outcome.Refused(why(body), code);
      default ->
          answer.status() >= 500 || answer.status() == 408 || answer.status() < 300
              ? new Outcome.Ambiguous(code)
              : Answers.ourFault(code);
    };
  }

  private static Outcome sent(JsonNode body, String code) {
    var id = Answers.id(body.path("result"), "message_id");
    return body.path("ok").asBoolean() && id.isPresent()
        ? new Outcome.Sent(id)
        : new Outcome.Ambiguous("unreadable-" + code);
  }

  /**
   * Telegram gives one code to all of these; only its words tell the recipient's case from ours.
   */
  private static Why why(JsonNode body) {
    var description = body.path("description").asText().toLowerCase(Locale.ROOT);
    var gone =
        description.contains("chat not found")
            || description.contains("user not found")
            || description.contains("peer_id_invalid")
            || description.contains("upgraded to a supergroup");
    return gone ? Why.PERMANENT : Why.OUR_FAULT;
  }
}
