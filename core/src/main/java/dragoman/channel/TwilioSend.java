package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sending over Twilio (Message resource, twilio.com/docs/messaging/api/message-resource; error
 * codes, twilio.com/docs/api/errors): a text of at most 1600 characters.
 *
 * <p>The account's token is {@code AC…:AUTH_TOKEN}, or {@code AC…:SK…:SECRET} for an API key of
 * that account. Its address, where it has one, is where Twilio reports what became of a message;
 * our reference goes with it as {@code ref} and so comes back.
 */
final class TwilioSend {
  static final int MAX_BODY = 1600;
  static final String REF = "ref";

  private static final String API = "https://api.twilio.com/2010-04-01/Accounts/";
  private static final Pattern TOKEN =
      Pattern.compile("(AC[0-9a-fA-F]{32}):((SK[0-9a-fA-F]{32}):)?([!-9;-~]+)");
  private static final Duration LONG_WAIT = Duration.ofMinutes(15);

  private TwilioSend() {}

  /**
   * @throws IllegalArgumentException if the token is of another form; the message does not hold it
   */
  static HttpCall call(Reply reply, Account account) {
    return call("POST", account, "/Messages.json", body(reply, account));
  }

  /**
   * Where messages to a number go (IncomingPhoneNumber resource), or to a service whose numbers
   * defer to it (messaging/services/api).
   */
  static Check webhook(Account account, String webhook) {
    var service = isService(account);
    var call =
        service
            ? call("GET", account, "https://messaging.twilio.com/v1/Services/" + account.id(), "")
            : call(
                "GET",
                account,
                "/IncomingPhoneNumbers.json?"
                    + HttpCall.form(new LinkedHashMap<>(Map.of("PhoneNumber", account.id()))),
                "");
    return new Check(
        "Twilio delivers to this endpoint",
        call,
        answer -> {
          var body = Answers.object(answer);
          if (!Answers.succeeded(answer)) {
            return Optional.of(
                "Twilio refuses the token (" + Answers.http(answer) + "); it is AC...:AUTH_TOKEN");
          }
          if (service) {
            return Answers.delivers(
                set(body, "inbound_request_url"),
                webhook,
                "Messaging > Services > Integration > Send a webhook");
          }
          var numbers = Fields.items(body, "incoming_phone_numbers");
          return numbers.isEmpty()
              ? Optional.of(
                  "no SMS number of this account; of a WhatsApp sender see Messaging > Senders")
              : Answers.delivers(
                  set(numbers.getFirst(), "sms_url"),
                  webhook,
                  "Phone Numbers > Active numbers > Messaging > A message comes in");
        });
  }

  /** Without Twilio's own settings for the connection. */
  private static Optional<String> set(JsonNode node, String name) {
    return Fields.text(node, name).map(it -> it.split("#", 2)[0]);
  }

  private static boolean isService(Account account) {
    return account.id().matches("MG[0-9a-fA-F]{32}");
  }

  /**
   * @param path behind the account's address, or an address of its own
   */
  private static HttpCall call(String method, Account account, String path, String body) {
    var token = TOKEN.matcher(account.token().value());
    if (!token.matches()) {
      throw new IllegalArgumentException(
          "the token of a Twilio account is AC...:AUTH_TOKEN or AC...:SK...:SECRET");
    }
    var user = token.group(3) == null ? token.group(1) : token.group(3);
    var basic =
        Base64.getEncoder()
            .encodeToString((user + ":" + token.group(4)).getBytes(StandardCharsets.UTF_8));
    var own = path.startsWith("https://");
    return new HttpCall(
        method,
        URI.create(own ? path : API + token.group(1) + path),
        own ? path : API + "…" + path,
        Map.of("content-type", HttpCall.FORM, "authorization", "Basic " + basic),
        body);
  }

  private static String body(Reply reply, Account account) {
    var form = new LinkedHashMap<String, String>();
    // A number has one name, and before it the product by which the person is reached.
    var product = reply.to().substring(0, reply.to().indexOf(':') + 1);
    form.put("To", reply.to());
    if (isService(account)) {
      form.put("MessagingServiceSid", account.id());
    } else {
      form.put("From", product + account.id());
    }
    form.put(
        "Body",
        product.isEmpty()
            ? TwilioText.sms(reply.text(), reply.link())
            : Fit.within(MAX_BODY, reply.text(), reply.link()));
    account.url().ifPresent(url -> form.put("StatusCallback", callback(url, reply)));
    return HttpCall.form(form);
  }

  /** A fragment is kept at the end: in it stand Twilio's own settings for the connection. */
  private static String callback(URI url, Reply reply) {
    var parts = url.toString().split("#", 2);
    var separator = parts[0].contains("?") ? "&" : "?";
    var fragment = parts.length == 2 ? "#" + parts[1] : "";
    return parts[0] + separator + REF + "=" + reply.ref() + fragment;
  }

  static Outcome outcome(HttpAnswer answer) {
    var body = Answers.object(answer);
    if (Answers.succeeded(answer)) {
      return sent(body, answer);
    }
    var code = Fields.whole(body, "code");
    return code.isPresent() && code.getAsLong() >= 0 && code.getAsLong() <= 9_999_999
        ? byCode((int) code.getAsLong(), answer)
        : Answers.byStatus(Answers.http(answer), answer);
  }

  private static Outcome sent(JsonNode body, HttpAnswer answer) {
    var id = Answers.id(body, "sid");
    return id.isPresent()
        ? new Outcome.Sent(id)
        : new Outcome.Ambiguous("unreadable-" + Answers.http(answer));
  }

  private static Outcome byCode(int code, HttpAnswer answer) {
    var shown = Integer.toString(code);
    return switch (code) {
      // Too many calls, or too many messages a second.
      case 20429, 14107, 30022, 63017, 63018 -> Answers.later(answer, shown);
      // The number's queue is full for hours; the day's limit is reached.
      case 21611, 30001, 63038 -> new Outcome.Retry(LONG_WAIT, shown);
      case 21610 -> new Outcome.Refused(Why.OPTED_OUT, shown);
      case 63016 -> new Outcome.Refused(Why.WINDOW_CLOSED, shown);
      // No such number, no mobile, a landline or a short code, ourselves, not allowed or not to be
      // reached there; the handset is off, blocked or unknown.
      case 21211, 21214, 21217, 21265, 21266, 21408, 21612, 21614, 21635 ->
          new Outcome.Refused(Why.PERMANENT, shown);
      case 30003, 30004, 30005, 30006 -> new Outcome.Refused(Why.PERMANENT, shown);
      // Not on WhatsApp, not a recipient, in one of its experiments, not reached by RCS, spared.
      case 63003, 63024, 63031, 63032, 63036, 63049 -> new Outcome.Refused(Why.PERMANENT, shown);
      default -> Answers.byStatus(shown, answer);
    };
  }
}
