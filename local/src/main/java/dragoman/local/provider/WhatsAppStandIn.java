package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.channel.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * WhatsApp's send API, and what follows from a send: signed {@code sent} and {@code delivered}
 * status webhooks that carry {@code biz_opaque_callback_data} back (WhatsApp Cloud API
 * documentation, "Messages" and "Webhooks: statuses").
 */
final class WhatsAppStandIn implements StandIn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STATUSES = List.of("sent", "delivered");
  private static final Pattern PATH = Pattern.compile("/v[0-9.]+/([0-9]+)/messages");

  private final Reports reports;

  WhatsAppStandIn(Reports reports) {
    this.reports = reports;
  }

  @Override
  public boolean takes(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public HttpAnswer answer(ProviderCall call, Instant now) {
    return answer(
        PATH.matcher(call.path()).replaceFirst("$1"), call.header("authorization"), call.body());
  }

  private HttpAnswer answer(String phoneNumberId, String authorization, String body) {
    if (!authorization.startsWith("Bearer ")) {
      return error(401, 190, "Invalid OAuth access token");
    }
    JsonNode message;
    try {
      message = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return error(400, 100, "Invalid parameter");
    }
    if (message.path("status").asText().equals("read")) {
      return HttpAnswer.json(200, "{\"success\":true}");
    }
    var to = message.path("to").asText(message.path("recipient").asText());
    if (!message.path("messaging_product").asText().equals("whatsapp") || to.isEmpty()) {
      return error(400, 100, "Invalid parameter");
    }
    var id =
        "wamid."
            + Base64.getEncoder()
                .withoutPadding()
                .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    var callback = message.path("biz_opaque_callback_data").asText();
    reports.post(
        "whatsapp",
        phoneNumberId,
        STATUSES.stream()
            .map(it -> status(phoneNumberId, id, to, it, callback))
            .map(it -> it.getBytes(StandardCharsets.UTF_8))
            .toList());
    var answer = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
    answer.putArray("contacts").addObject().put("input", to).put("wa_id", to);
    answer.putArray("messages").addObject().put("id", id);
    return HttpAnswer.json(200, answer.toString());
  }

  private static String status(
      String phoneNumberId, String id, String to, String status, String callbackData) {
    var webhook = JsonNodeFactory.instance.objectNode().put("object", "whatsapp_business_account");
    var change =
        webhook
            .putArray("entry")
            .addObject()
            .put("id", "0")
            .putArray("changes")
            .addObject()
            .put("field", "messages");
    var value = change.putObject("value").put("messaging_product", "whatsapp");
    value
        .putObject("metadata")
        .put("display_phone_number", phoneNumberId)
        .put("phone_number_id", phoneNumberId);
    var report =
        value
            .putArray("statuses")
            .addObject()
            .put("id", id)
            .put("status", status)
            .put("timestamp", String.valueOf(Instant.now().getEpochSecond()))
            .put("recipient_id", to);
    if (!callbackData.isEmpty()) {
      report.put("biz_opaque_callback_data", callbackData);
    }
    return webhook.toString();
  }

  private static HttpAnswer error(int status, int code, String message) {
    return HttpAnswer.json(
        status,
        "{\"error\":{\"message\":\"%s\",\"type\":\"OAuthException\",\"code\":%d}}"
            .formatted(message, code));
  }
}
