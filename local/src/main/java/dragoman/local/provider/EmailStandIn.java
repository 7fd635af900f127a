package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Amazon SES's {@code SendEmail} (API v2) and what follows from a send: {@code Send} and {@code
 * Delivery}, or {@code Bounce} and {@code Complaint} for the addresses of SES's mailbox simulator
 * (SES Developer Guide, "Using the mailbox simulator"), published by SNS with our tags. And SNS's
 * host of certificates, with the one that such messages are signed with on this machine.
 */
final class EmailStandIn implements StandIn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEND = "/v2/email/outbound-emails";
  private static final String CERTIFICATE = "/SimpleNotificationService-";
  private static final int MAX_TAG = 256;
  private static final int MAX_HEADER = 870;

  private final Reports reports;

  EmailStandIn(Reports reports) {
    this.reports = reports;
  }

  @Override
  public boolean takes(String path) {
    return path.equals(SEND) || path.startsWith(CERTIFICATE);
  }

  @Override
  public HttpAnswer answer(ProviderCall call, Instant now) {
    if (!call.path().equals(SEND)) {
      return HttpAnswer.text(200, certificate(now));
    }
    var authorization = call.header("authorization");
    if (!authorization.startsWith("AWS4-HMAC-SHA256 ") || !authorization.contains("/ses/")) {
      return error(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    try {
      return send(JSON.readTree(call.body()), now);
    } catch (JsonProcessingException e) {
      return error(400, "SerializationException", "not JSON");
    }
  }

  /** What the channel signs with comes with its certificate. */
  private static String certificate(Instant now) {
    var endpoint =
        new Endpoint(
            "local", "email", "local", List.of(new Secret("none")), Optional.empty(), Set.of());
    return Channels.named("email")
        .orElseThrow()
        .sign("{}".getBytes(StandardCharsets.UTF_8), endpoint, now)
        .certificate()
        .orElseThrow();
  }

  private HttpAnswer send(JsonNode mail, Instant now) {
    var from = mail.path("FromEmailAddress").asText();
    var to = mail.path("Destination").path("ToAddresses").path(0).asText();
    var simple = mail.path("Content").path("Simple");
    if (!isAddress(from) || !isAddress(to)) {
      return error(400, "BadRequestException", "Missing final '@domain'");
    }
    if (simple.at("/Subject/Data").asText().isEmpty()
        || simple.at("/Body/Text/Data").asText().isEmpty()) {
      return error(400, "BadRequestException", "Subject and body are required.");
    }
    if (values(simple.path("Headers")).anyMatch(it -> !it.matches("[ -~]{1," + MAX_HEADER + "}"))) {
      return error(400, "BadRequestException", "Invalid header value.");
    }
    if (values(mail.path("EmailTags")).anyMatch(it -> !it.matches("[\\w-]{1," + MAX_TAG + "}"))) {
      return error(400, "BadRequestException", "Invalid tag value.");
    }
    var id = "0100" + UUID.randomUUID() + "-000000";
    var kinds =
        switch (to) {
          case "bounce@simulator.amazonses.com" -> List.of("Send", "Bounce");
          case "complaint@simulator.amazonses.com" -> List.of("Send", "Delivery", "Complaint");
          default -> List.of("Send", "Delivery");
        };
    reports.post(
        "email", from, kinds.stream().map(it -> told(it, id, from, to, mail, now)).toList());
    return HttpAnswer.json(
        200, JsonNodeFactory.instance.objectNode().put("MessageId", id).toString());
  }

  private static boolean isAddress(String text) {
    return text.matches("[!-~&&[^@]]+@[!-~&&[^@]]+");
  }

  private static Stream<String> values(JsonNode list) {
    return list.valueStream().map(it -> it.path("Value").asText());
  }

  private static byte[] told(
      String kind, String id, String from, String to, JsonNode sent, Instant now) {
    var event = JsonNodeFactory.instance.objectNode().put("eventType", kind);
    var mail =
        event
            .putObject("mail")
            .put("timestamp", now.toString())
            .put("messageId", id)
            .put("source", from);
    mail.putArray("destination").add(to);
    var tags = mail.putObject("tags");
    sent.path("EmailTags")
        .forEach(it -> tags.putArray(it.path("Name").asText()).add(it.path("Value").asText()));
    part(event, kind, to).put("timestamp", now.toString());
    return JsonNodeFactory.instance
        .objectNode()
        .put("Type", "Notification")
        .put("MessageId", UUID.randomUUID().toString())
        .put("TopicArn", "arn:aws:sns:us-east-1:000000000000:local-email")
        .put("Subject", "Amazon SES Email Event Notification")
        .put("Message", event.toString())
        .put("Timestamp", now.toString())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode part(ObjectNode event, String kind, String to) {
    return switch (kind) {
      case "Bounce" -> {
        var bounce =
            event
                .putObject("bounce")
                .put("bounceType", "Permanent")
                .put("bounceSubType", "General");
        bounce.putArray("bouncedRecipients").addObject().put("emailAddress", to);
        yield bounce;
      }
      case "Complaint" -> {
        var complaint = event.putObject("complaint").put("complaintFeedbackType", "abuse");
        complaint.putArray("complainedRecipients").addObject().put("emailAddress", to);
        yield complaint;
      }
      case "Delivery" -> {
        var delivery = event.putObject("delivery").put("smtpResponse", "250 ok");
        delivery.putArray("recipients").add(to);
        yield delivery;
      }
      case String other -> event.putObject(other.toLowerCase(java.util.Locale.ROOT));
    };
  }

  private static HttpAnswer error(int status, String type, String message) {
    return new HttpAnswer(
        status,
        Map.of("content-type", "application/json", "x-amzn-errortype", type),
        JsonNodeFactory.instance.objectNode().put("message", message).toString());
  }
}
