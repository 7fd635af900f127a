package dragoman.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.EffectHint;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Sending over Google's RCS Business Messaging API ({@code phones.agentMessages.create}).
 *
 * <p>A text holds 3072 characters, of which letters beyond ASCII may count as several; a suggestion
 * 25. The platform ignores a message whose id an agent has used before, so the id is the effect's
 * own. The account's address, if it has one, is a regional entry point, such as {@code
 * https://europe-rcsbusinessmessaging.googleapis.com}.
 */
final class RcsSend {
  static final int MAX_TEXT = 3072;
  static final Capability.Text TEXT = new Capability.Text(MAX_TEXT, Capability.Unit.BYTES);
  static final int MAX_LABEL = 25;
  static final String PHONE = "\\+?[0-9]{5,15}";
  static final String AGENT = "[A-Za-z0-9._-]{1,128}";

  /** What comes back when somebody opens the link of a reply. */
  static final String OPENED = "dragoman:link-opened";

  private static final String ANYWHERE = "https://rcsbusinessmessaging.googleapis.com";

  private RcsSend() {}

  /**
   * @throws IllegalArgumentException if the token, the account's id or the recipient cannot be
   *     sent; the message holds none of them
   */
  static HttpCall call(Reply reply, Account account) {
    var token = account.token().value();
    if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
      throw new IllegalArgumentException(
          "the token of an RCS account is neither a bearer token nor a service account's key");
    }
    if (!account.id().matches(AGENT) || !reply.to().matches(PHONE)) {
      throw new IllegalArgumentException(
          "an RCS account is an agent's id, and its messages go to phone numbers");
    }
    var base = account.url().map(URI::toString).orElse(ANYWHERE).replaceAll("/+$", "");
    var url =
        base
            + "/v1/phones/+"
            + reply.to().replace("+", "")
            + "/agentMessages?messageId="
            + EffectHint.of(reply.ref()).uuid()
            + "&agentId="
            + account.id();
    var headers = Map.of("content-type", "application/json", "authorization", "Bearer " + token);
    return new HttpCall("POST", URI.create(url), url, headers, Json.write(body(reply)));
  }

  private static ObjectNode body(Reply reply) {
    var body = Json.object();
    var content = body.putObject("contentMessage");
    var button = reply.link().filter(Reply.Link::isWeb);
    content.put(
        "text",
        Fit.within(TEXT, reply.text(), button.isPresent() ? Optional.empty() : reply.link()));
    button.ifPresent(
        link ->
            content
                .putArray("suggestions")
                .addObject()
                .putObject("action")
                .put("text", Fit.within(MAX_LABEL, link.label()))
                .put("postbackData", OPENED)
                .putObject("openUrlAction")
                .put("url", link.url().toString()));
    return body;
  }

  /**
   * Errors are Google's ({@code error.status}): what a device cannot show is {@code
   * INVALID_ARGUMENT}, a number without RCS and a network the agent is not launched on {@code
   * NOT_FOUND} ("Send messages").
   */
  static Outcome outcome(HttpAnswer answer) {
    var body = Answers.object(answer);
    if (Answers.succeeded(answer)) {
      return new Outcome.Sent(
          Answers.id(body, "name").map(name -> name.substring(name.lastIndexOf('/') + 1)));
    }
    var code =
        Fields.text(body.path("error"), "status").map(Fields::word).orElse(Answers.http(answer));
    return switch (answer.status()) {
      case 404 -> new Outcome.Refused(Why.PERMANENT, code);
      // What a second copy is answered is not documented; this would say that the first is there.
      case 409 ->
          code.equals("ALREADY_EXISTS")
              ? new Outcome.Sent(Optional.empty())
              : new Outcome.Ambiguous(code);
      default -> Answers.byStatus(code, answer);
    };
  }
}
