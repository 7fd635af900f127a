package dragoman.local.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.channel.HttpAnswer;
import dragoman.channel.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * WhatsApp's send API, and what follows from a send: signed {@code sent} and {@code delivered}
 * status webhooks that carry {@code biz_opaque_callback_data} back (WhatsApp Cloud API
 * documentation, "Messages" and "Webhooks: statuses").
 */
final class WhatsAppStandIn implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STATUSES = List.of("sent", "delivered");
  private static final Duration BETWEEN = Duration.ofMillis(150);
  private static final int ATTEMPTS = 3;

  private final URI webhooks;
  private final List<WhatsAppEndpoint> endpoints;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param webhooks the address of all webhooks, as in {@code http://127.0.0.1:8080/webhooks}
   */
  WhatsAppStandIn(URI webhooks, List<WhatsAppEndpoint> endpoints) {
    this.webhooks = webhooks;
    this.endpoints = List.copyOf(endpoints);
  }

  HttpAnswer answer(String phoneNumberId, String authorization, String body) {
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
    endpoints.stream()
        .filter(endpoint -> endpoint.speaksFor(phoneNumberId))
        .findFirst()
        .ifPresent(
            endpoint ->
                background.execute(
                    () ->
                        report(
                            endpoint,
                            phoneNumberId,
                            id,
                            to,
                            message.path("biz_opaque_callback_data").asText())));
    var answer = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
    answer.putArray("contacts").addObject().put("input", to).put("wa_id", to);
    answer.putArray("messages").addObject().put("id", id);
    return HttpAnswer.json(200, answer.toString());
  }

  private void report(
      WhatsAppEndpoint endpoint, String phoneNumberId, String id, String to, String callbackData) {
    try {
      for (var status : STATUSES) {
        Thread.sleep(BETWEEN);
        post(endpoint, status(phoneNumberId, id, to, status, callbackData));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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

  private void post(WhatsAppEndpoint endpoint, String body) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(webhooks + "/whatsapp/" + endpoint.name()))
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/json")
            .header("x-hub-signature-256", "sha256=" + hmac(endpoint.secret(), body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2) {
          return;
        }
      } catch (IOException e) {
        // tried again below, as the real one does
      }
      Thread.sleep(Duration.ofSeconds(1L << attempt));
    }
  }

  static String hmac(Secret secret, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static HttpAnswer error(int status, int code, String message) {
    return HttpAnswer.json(
        status,
        "{\"error\":{\"message\":\"%s\",\"type\":\"OAuthException\",\"code\":%d}}"
            .formatted(message, code));
  }

  @Override
  public void close() {
    background.shutdownNow();
    http.shutdownNow();
  }
}
