package dragoman.functions;

import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.Signature;
import dragoman.channel.WebhookRequest;
import dragoman.message.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One pass of verify, parse, write and connect in init, where start-up is cheapest, so that the
 * first message finds classes loaded and the connection open. Nothing is queued by it.
 */
final class Priming {
  private Priming() {}

  static void prime(SqsQueues queues, Instant now) {
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
    var signature = HexFormat.of().formatHex(Signature.hmacSha256(secret.bytes(), body));
    var request =
        new WebhookRequest(
            "POST", "", Map.of("x-hub-signature-256", List.of("sha256=" + signature)), body);
    if (Channels.named("whatsapp").orElseThrow().receive(request, endpoint, now)
        instanceof Reception.Accepted accepted) {
      accepted.messages().forEach(EventJson::write);
    }
    queues.warm();
  }
}
