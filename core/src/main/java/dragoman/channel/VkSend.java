package dragoman.channel;

import dragoman.channel.Outcome.Why;
import dragoman.message.EffectId;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sending by {@code messages.send} of the VK API, version 5.199 (dev.vk.com/method/messages.send).
 *
 * <p>{@code random_id}, 32 bits made of the effect's identity, has VK refuse a second copy. VK
 * answers 200 whatever happened; the body's {@code error} tells (dev.vk.com/reference/errors).
 */
final class VkSend {
  private static final String API = "https://api.vk.com/method/";
  private static final String VERSION = "5.199";

  /** The method's page allows 9000; 4096 stays clear of error 914 wherever it begins. */
  static final int MAX_TEXT = 4096;

  static final int MAX_LABEL = 40;

  private VkSend() {}

  static HttpCall call(Reply reply, Account account) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("peer_id", reply.to());
    fields.put("random_id", Integer.toString(randomId(reply.id())));
    var button = reply.link().filter(Reply.Link::isWeb);
    fields.put(
        "message",
        Fit.within(MAX_TEXT, reply.text(), button.isPresent() ? Optional.empty() : reply.link()));
    button.ifPresent(link -> fields.put("keyboard", keyboard(link)));
    return call(account, "messages.send", fields);
  }

  /** The servers of a community; each has an address and a state (groups.getCallbackServers). */
  static Check webhook(Account account, String webhook) {
    return new Check(
        "VK delivers to this endpoint",
        call(account, "groups.getCallbackServers", Map.of("group_id", account.id())),
        answer -> {
          var response = Answers.object(answer).path("response");
          var server =
              Fields.items(response, "items").stream()
                  .filter(it -> it.path("url").asText().equals(webhook))
                  .findFirst();
          if (!response.isObject()) {
            return Optional.of("VK refuses the token; make one with the right to manage");
          }
          return server.isPresent()
              ? server
                  .filter(it -> !it.path("status").asText().equals("ok"))
                  .map(_ -> "VK has stopped or not confirmed this server; confirm it again")
              : Answers.delivers(Optional.empty(), webhook, "Manage > API usage > Callback API");
        });
  }

  private static HttpCall call(Account account, String method, Map<String, String> fields) {
    var form = new LinkedHashMap<>(Map.of("v", VERSION));
    form.putAll(fields);
    return new HttpCall(
        "POST",
        URI.create(API + method),
        API + method,
        Map.of("content-type", HttpCall.FORM, "authorization", "Bearer " + account.token().value()),
        HttpCall.form(form));
  }

  /** Zero would mean that there is none. */
  private static int randomId(EffectId id) {
    var bits = (int) id.uuid().getLeastSignificantBits();
    return bits == 0 ? 1 : bits;
  }

  private static String keyboard(Reply.Link link) {
    var keyboard = Json.object().put("inline", true);
    keyboard
        .putArray("buttons")
        .addArray()
        .addObject()
        .putObject("action")
        .put("type", "open_link")
        .put("link", link.url().toString())
        .put("label", Fit.within(MAX_LABEL, link.label()));
    return Json.write(keyboard);
  }

  static Outcome outcome(HttpAnswer answer) {
    var shown = Answers.http(answer);
    if (!Answers.succeeded(answer)) {
      return Answers.byStatus(shown, answer);
    }
    var body = Answers.object(answer);
    var code = Fields.whole(body.path("error"), "error_code");
    if (code.isPresent() && code.getAsLong() >= 0 && code.getAsLong() <= 99_999) {
      return byCode((int) code.getAsLong(), answer);
    }
    // In a chat of several people the answer is 0.
    return body.path("response").isIntegralNumber()
        ? new Outcome.Sent(Answers.id(body, "response").filter(id -> !id.equals("0")))
        : new Outcome.Ambiguous("unreadable-" + shown);
  }

  private static Outcome byCode(int code, HttpAnswer answer) {
    var shown = Integer.toString(code);
    return switch (code) {
      // More than 20 calls a second; VK's own failure, after which the same random_id is safe.
      case 1, 6, 10 -> Answers.later(answer, shown);
      // Too many of the same kind; the community's quota.
      case 9 -> new Outcome.Retry(Duration.ofMinutes(1), shown);
      case 29 -> new Outcome.Retry(Duration.ofMinutes(15), shown);
      // The person took their permission to write back.
      case 901 -> new Outcome.Refused(Why.OPTED_OUT, shown);
      case 950 -> new Outcome.Refused(Why.WINDOW_CLOSED, shown);
      // A deleted or unknown person, one we blocked or who takes no messages; a chat that is gone,
      // closed or that we were put out of.
      case 18, 113, 900, 902, 917, 927, 932, 935, 936, 939, 945, 946 ->
          new Outcome.Refused(Why.PERMANENT, shown);
      // The token (5, 27, 28), its rights (7, 15), the request (8, 100, 910 to 914), and the rest.
      default -> Answers.ourFault(shown);
    };
  }
}
