package dragoman.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sending over the WhatsApp Cloud API (Meta's message API and error code references).
 *
 * <p>A text holds 4096 characters; a message with a link button 1024, its label 20. Groups take no
 * buttons.
 */
final class WhatsAppSend {
  static final int MAX_TEXT = 4096;
  static final int MAX_BUTTON_TEXT = 1024;
  static final int MAX_LABEL = 20;

  private WhatsAppSend() {}

  /**
   * @throws IllegalArgumentException if the account's id is not a phone number id, which would make
   *     another address of it
   */
  static HttpCall call(Reply reply, Account account) {
    return MetaGraph.call(phoneNumber(account), account, body(reply));
  }

  /**
   * Where Meta delivers what concerns the number: its own address if it has one, else its business
   * account's, else the app's (Meta, "Webhook overrides").
   */
  static Check webhook(Account account, String webhook) {
    return new Check(
        "Meta delivers to this endpoint",
        MetaGraph.ask(phoneNumber(account) + "?fields=webhook_configuration", account),
        answer -> {
          var there = Answers.object(answer).path("webhook_configuration");
          var set =
              Stream.of("phone_number", "whatsapp_business_account", "application")
                  .flatMap(level -> Fields.text(there, level).stream())
                  .findFirst();
          return !Answers.succeeded(answer)
              ? Optional.of("Meta refuses the token (" + Answers.http(answer) + "); make a new one")
              : Answers.delivers(set, webhook, "App Dashboard > WhatsApp > Configuration");
        });
  }

  private static String phoneNumber(Account account) {
    if (!account.id().matches("[0-9]{1,32}")) {
      throw new IllegalArgumentException("a WhatsApp account is a phone number id, all digits");
    }
    return account.id();
  }

  private static ObjectNode body(Reply reply) {
    var body = Json.object();
    var toGroup = !WhatsApp.isPhone(reply.to()) && !isUserId(reply.to());
    body.put("messaging_product", "whatsapp");
    body.put("recipient_type", toGroup ? "group" : "individual");
    body.put(isUserId(reply.to()) ? "recipient" : "to", reply.to());
    body.put("biz_opaque_callback_data", reply.ref().toString());
    var button = reply.link().filter(link -> !toGroup && link.isWeb() && fitsButton(reply.text()));
    if (button.isPresent()) {
      var interactive = body.put("type", "interactive").putObject("interactive");
      interactive.put("type", "cta_url").putObject("body").put("text", reply.text());
      interactive
          .putObject("action")
          .put("name", "cta_url")
          .putObject("parameters")
          .put("display_text", Fit.within(MAX_LABEL, button.get().label()))
          .put("url", button.get().url().toString());
    } else {
      body.put("type", "text")
          .putObject("text")
          .put("preview_url", false)
          .put("body", Fit.within(MAX_TEXT, reply.text(), reply.link()));
    }
    return body;
  }

  /** A business-scoped user id: a country, a dot, and letters and digits; or a parent one. */
  private static boolean isUserId(String to) {
    return to.matches("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");
  }

  private static boolean fitsButton(String text) {
    return !text.isBlank() && text.length() <= MAX_BUTTON_TEXT;
  }

  static Outcome outcome(HttpAnswer answer) {
    var body = Answers.object(answer);
    if (Answers.succeeded(answer)) {
      var id = Answers.id(body.path("messages").path(0), "id");
      return id.isPresent()
          ? new Outcome.Sent(id)
          : new Outcome.Ambiguous("unreadable-" + Answers.http(answer));
    }
    var code = MetaGraph.number(body, "code");
    return code.isPresent()
        ? byCode(code.getAsInt(), answer)
        : Answers.byStatus(Answers.http(answer), answer);
  }

  private static Outcome byCode(int code, HttpAnswer answer) {
    var shown = Integer.toString(code);
    return switch (code) {
      // Too many calls, messages or uploads; the service being moved.
      case 4, 80007, 130429, 131053, 131057 -> Answers.later(answer, shown);
      // Too many to one person: about one in six seconds is let through.
      case 131056 -> new Outcome.Retry(Duration.ofSeconds(6), shown);
      // Too many of our messages were blocked or reported.
      case 131048 -> new Outcome.Retry(Duration.ofMinutes(15), shown);
      case 131047 -> new Outcome.Refused(Why.WINDOW_CLOSED, shown);
      case 131050 -> new Outcome.Refused(Why.OPTED_OUT, shown);
      // Not on WhatsApp, not an allowed recipient, ourselves, not to be reached in an experiment
      // or in their country.
      case 131026, 131030, 131021, 131049, 130472, 130497 ->
          new Outcome.Refused(Why.PERMANENT, shown);
      default -> Answers.byStatus(shown, answer);
    };
  }
}
