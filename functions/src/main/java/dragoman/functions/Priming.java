package dragoman.functions;

import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.WebhookRequest;
import dragoman.message.EventJson;
import dragoman.pipeline.Receive;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One pass of verify, parse and write in init, where start-up is cheapest, so that the first
 * message finds the classes loaded. It sends nothing.
 */
final class Priming {
  private Priming() {}

  static void prime(Receive receive, Instant now) {
    var secret = new Secret("priming-only-not-a-secret");
    var endpoint =
        new Endpoint(
            "priming", "whatsapp", "priming", List.of(secret), Optional.empty(), Set.of("1"));
    var body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",\
        "value":{"metadata":{"phone_number_id":"1"},"messages":[{"from":"1","id":"wamid.priming",\
        "timestamp":"1","type":"text","text":{"body":"priming"}}]}}]}]}\
        """
            .getBytes(StandardCharsets.UTF_8);
    var request =
        new WebhookRequest(
            "POST",
            "",
            Map.of("x-hub-signature-256", List.of("sha256=" + hmac(secret, body))),
            body);
    if (Channels.named("whatsapp").orElseThrow().receive(request, endpoint, now)
        instanceof Reception.Accepted accepted) {
      accepted.messages().forEach(EventJson::write);
    }
  }

  private static String hmac(Secret secret, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
