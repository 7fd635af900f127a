package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Sending over the Messenger Platform's Send API, to Messenger and to Instagram alike (Send API and
 * "Common error codes").
 *
 * <p>Our reference goes in {@code metadata}, of at most 1000 characters, which the message's echo
 * brings back. A message is always a {@code RESPONSE}: the tag for people's answers after the
 * window, {@code HUMAN_AGENT}, is not for a program.
 */
final class MetaMessagingSend {
  private static final List<String> NEEDED =
      List.of("messages", "messaging_postbacks", "message_echoes");

  private MetaMessagingSend() {}

  static HttpCall call(Reply reply, Account account, Capability capability) {
    var body = Json.object().put("messaging_type", "RESPONSE");
    body.putObject("recipient").put("id", reply.to());
    write(body.putObject("message"), reply, capability);
    return MetaGraph.call("me", account, body);
  }

  /**
   * Which of the page's events are sent to the app (Page, "Subscribed apps"). Where to is known to
   * the app alone, not to the page's token.
   */
  static Check subscriptions(Account account) {
    return new Check(
        "Meta sends the page's messages and echoes",
        MetaGraph.ask("me/subscribed_apps?fields=subscribed_fields", account),
        answer -> {
          if (!Answers.succeeded(answer)) {
            return Optional.of(
                "Meta refuses the token (" + Answers.http(answer) + "); make a new one");
          }
          var fields =
              Fields.items(Answers.object(answer), "data").stream()
                  .flatMap(app -> Fields.items(app, "subscribed_fields").stream())
                  .map(JsonNode::asText)
                  .collect(Collectors.toSet());
          return fields.containsAll(NEEDED)
              ? Optional.empty()
              : Optional.of(
                  "the page is not subscribed to all of "
                      + NEEDED
                      + "; do so at App Dashboard > Messenger > Settings > Webhooks");
        });
  }

  private static void write(ObjectNode message, Reply reply, Capability capability) {
    message.put("metadata", reply.ref().toString());
    var button = capability.button().filter(it -> fits(reply, it.text()));
    var link = reply.link().filter(Reply.Link::isWeb);
    if (button.isPresent() && link.isPresent()) {
      var payload = message.putObject("attachment").put("type", "template").putObject("payload");
      payload.put("template_type", "button").put("text", reply.text());
      payload
          .putArray("buttons")
          .addObject()
          .put("type", "web_url")
          .put("url", link.get().url().toString())
          .put("title", label(button.get().label(), link.get().label()));
    } else {
      message.put("text", Fit.within(capability.text().orElseThrow(), reply.text(), reply.link()));
    }
  }

  private static boolean fits(Reply reply, OptionalInt limit) {
    return !reply.text().isBlank() && reply.text().length() <= limit.orElse(Integer.MAX_VALUE);
  }

  private static String label(OptionalInt limit, String label) {
    return limit.isPresent() ? Fit.within(limit.getAsInt(), label) : label;
  }

  static Outcome outcome(HttpAnswer answer) {
    var body = Answers.object(answer);
    if (Answers.succeeded(answer)) {
      var id = Answers.id(body, "message_id");
      return id.isPresent()
          ? new Outcome.Sent(id)
          : new Outcome.Ambiguous("unreadable-" + Answers.http(answer));
    }
    var code = MetaGraph.number(body, "code");
    return code.isPresent()
        ? byCode(code.getAsInt(), MetaGraph.number(body, "error_subcode"), answer)
        : Answers.byStatus(Answers.http(answer), answer);
  }

  private static Outcome byCode(int code, OptionalInt subcode, HttpAnswer answer) {
    var shown = code + (subcode.isPresent() ? "-" + subcode.getAsInt() : "");
    return bySubcode(subcode.orElse(0), shown)
        .orElseGet(
            () ->
                switch (code) {
                  // Too many calls of the app, the user, the page or the account; sending is down.
                  case 4, 17, 32, 341, 613, 1200, 80006 -> Answers.later(answer, shown);
                  // Something went wrong, perhaps after the message was sent.
                  case 1, 2 -> new Outcome.Ambiguous(shown);
                  // Blocked us, left, or cannot be written to.
                  case 551 -> new Outcome.Refused(Why.PERMANENT, shown);
                  default -> Answers.byStatus(shown, answer);
                });
  }

  /** Codes 10, 100 and 200 say little without the subcode. */
  private static Optional<Outcome> bySubcode(int subcode, String shown) {
    return switch (subcode) {
      // Outside the 24 hours: of Messenger, of Instagram.
      case 2018278, 2018065, 2534022 -> Optional.of(new Outcome.Refused(Why.WINDOW_CLOSED, shown));
      // No such person; receives no messages; not available.
      case 2018001, 2018108, 1545041 -> Optional.of(new Outcome.Refused(Why.PERMANENT, shown));
      default -> Optional.empty();
    };
  }
}
