package dragoman.local.provider;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.HttpAnswer;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Twilio's Message resource (twilio.com/docs/messaging/api/message-resource), with its limits and
 * errors, the numbers that its test credentials refuse, and the statuses that follow where a {@code
 * StatusCallback} is given: to the endpoint here that has the account, with the query of that
 * address.
 */
final class TwilioStandIn implements StandIn {
  private static final Pattern PATH =
      Pattern.compile("/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})/Messages\\.json");
  private static final Pattern ADDRESS =
      Pattern.compile("([a-z]+:)?(\\+[0-9]{3,15}|[A-Z]{2}\\.[A-Za-z0-9.]{1,131})");
  private static final int MAX_BODY = 1600;

  /** Numbers nobody has, and why they are refused (twilio.com/docs/iam/test-credentials). */
  private static final Map<String, Problem> MAGIC =
      Map.of(
          "+15005550001", new Problem(400, 21211, "Invalid 'To' Phone Number"),
          "+15005550002", new Problem(400, 21612, "The 'To' phone number cannot be reached"),
          "+15005550003", new Problem(400, 21408, "Permission to send an SMS is not enabled there"),
          "+15005550004", new Problem(400, 21610, "Attempt to send to unsubscribed recipient"),
          "+15005550009", new Problem(400, 21614, "'To' number is not a valid mobile number"));

  private record Problem(int status, int code, String message) {
    HttpAnswer answer() {
      var body =
          JsonNodeFactory.instance
              .objectNode()
              .put("code", code)
              .put("message", message)
              .put("more_info", "https://www.twilio.com/docs/errors/" + code)
              .put("status", status);
      return HttpAnswer.json(status, body.toString());
    }
  }

  private final Reports reports;

  TwilioStandIn(Reports reports) {
    this.reports = reports;
  }

  @Override
  public boolean takes(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public HttpAnswer answer(ProviderCall call, Instant now) {
    var sid = PATH.matcher(call.path()).replaceFirst("$1");
    var form = form(call.body());
    return problem(sid, call, form).map(Problem::answer).orElseGet(() -> sent(sid, form));
  }

  private static Optional<Problem> problem(
      String sid, ProviderCall call, Map<String, String> form) {
    var to = form.getOrDefault("To", "");
    var from = form.getOrDefault("From", "");
    var body = form.getOrDefault("Body", "");
    var callback = form.getOrDefault("StatusCallback", "https://");
    if (!signedIn(sid, call.header("authorization"))) {
      return Optional.of(new Problem(401, 20003, "Authenticate"));
    }
    if (to.isEmpty()) {
      return Optional.of(new Problem(400, 21604, "A 'To' phone number is required."));
    }
    if (from.isEmpty() && !form.containsKey("MessagingServiceSid")) {
      return Optional.of(new Problem(400, 21603, "A 'From' phone number is required."));
    }
    if (body.isEmpty()) {
      return Optional.of(new Problem(400, 21602, "Message body is required."));
    }
    if (body.length() > MAX_BODY) {
      return Optional.of(
          new Problem(
              400, 21617, "The concatenated message body exceeds the 1600 character limit"));
    }
    if (!callback.matches("https?://.*")) {
      return Optional.of(new Problem(400, 21609, "The 'StatusCallback' URL is not a valid URL."));
    }
    if (!ADDRESS.matcher(to).matches()) {
      return Optional.of(new Problem(400, 21211, "Invalid 'To' Phone Number"));
    }
    if (to.equals(from)) {
      return Optional.of(new Problem(400, 21266, "'To' and 'From' number cannot be the same"));
    }
    return Optional.ofNullable(MAGIC.get(to));
  }

  /** With the auth token of the account, or with a key. */
  private static boolean signedIn(String sid, String authorization) {
    if (!authorization.startsWith("Basic ")) {
      return false;
    }
    try {
      var decoded =
          Base64.getDecoder()
              .decode(
                  authorization.substring("Basic ".length()).getBytes(StandardCharsets.ISO_8859_1));
      var user = new String(decoded, StandardCharsets.UTF_8);
      return user.startsWith(sid + ":") || user.matches("SK[0-9a-fA-F]{32}:.+");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private HttpAnswer sent(String accountSid, Map<String, String> form) {
    var sid = "SM" + UUID.randomUUID().toString().replace("-", "");
    var service = Optional.ofNullable(form.get("MessagingServiceSid"));
    var from = form.getOrDefault("From", "");
    Optional.ofNullable(form.get("StatusCallback"))
        .map(URI::create)
        .ifPresent(
            it ->
                reports.post(
                    "twilio",
                    service.orElse(from.substring(from.indexOf(':') + 1)),
                    Optional.ofNullable(it.getRawQuery()).orElse(""),
                    statuses(accountSid, sid, form)));
    return HttpAnswer.json(201, message(accountSid, sid, form).toString());
  }

  private static ObjectNode message(String accountSid, String sid, Map<String, String> form) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("sid", sid)
        .put("account_sid", accountSid)
        .put("to", form.get("To"))
        .put("from", form.get("From"))
        .put("messaging_service_sid", form.get("MessagingServiceSid"))
        .put("body", form.get("Body"))
        .put("status", form.containsKey("From") ? "queued" : "accepted")
        .put("direction", "outbound-api")
        .putNull("error_code")
        .putNull("error_message")
        .put("api_version", "2010-04-01")
        .put("uri", "/2010-04-01/Accounts/" + accountSid + "/Messages/" + sid + ".json");
  }

  private static List<byte[]> statuses(String accountSid, String sid, Map<String, String> form) {
    var whatsApp = form.get("To").startsWith("whatsapp:");
    return (whatsApp ? List.of("sent", "delivered", "read") : List.of("sent", "delivered"))
        .stream().map(it -> status(accountSid, sid, form, it)).toList();
  }

  private static byte[] status(
      String accountSid, String sid, Map<String, String> form, String status) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("SmsSid", sid);
    fields.put("SmsStatus", status);
    fields.put("MessageStatus", status);
    fields.put("To", form.get("To"));
    fields.put("MessageSid", sid);
    fields.put("AccountSid", accountSid);
    fields.put("From", form.getOrDefault("From", ""));
    if (form.containsKey("MessagingServiceSid")) {
      fields.put("MessagingServiceSid", form.get("MessagingServiceSid"));
    }
    fields.put("ApiVersion", "2010-04-01");
    return fields.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> form(String body) {
    var form = new HashMap<String, String>();
    for (var pair : body.split("&")) {
      var parts = pair.split("=", 2);
      if (parts.length == 2) {
        form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return form;
  }
}
