package dragoman.local.doors;

import dragoman.channel.Account;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.channel.WebhookRequest;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.pipeline.Doors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** WhatsApp webhooks in one account, and the secret that signs them. */
final class Webhooks {
  private Webhooks() {}

  static WebhookRequest signed(String body) throws Exception {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return new WebhookRequest(
        "POST",
        "",
        Map.of(
            "x-hub-signature-256",
            List.of("sha256=" + HexFormat.of().formatHex(mac.doFinal(bytes)))),
        bytes);
  }

  static String message(String id, String from, String text) {
    return body(
        "{\"from\":\"%s\",\"id\":\"%s\",\"timestamp\":\"1772359200\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}"
            .formatted(from, id, text),
        "");
  }

  static String messages(int count) {
    var all = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      all.add(
          "{\"from\":\"1777%d\",\"id\":\"wamid.b%d\",\"timestamp\":\"1772359200\",\"type\":\"text\",\"text\":{\"body\":\"hello\"}}"
              .formatted(i, i));
    }
    return body(String.join(",", all), "");
  }

  /** A status of the reply to the first question, with the callback data it was sent with. */
  static String status(String word) {
    var key = ConversationKey.of("t", "whatsapp", "100000000000001", "15550001");
    var event = EventKey.of("t", "whatsapp", "100000000000001", "message", "wamid.faq");
    return body(
        "",
        "{\"id\":\"wamid.out\",\"status\":\"%s\",\"timestamp\":\"1772359201\",\"recipient_id\":\"15550001\",\"biz_opaque_callback_data\":\"%s\"}"
            .formatted(word, new EffectRef(key, event, 0)));
  }

  private static String body(String messages, String statuses) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":
    {"metadata":{"phone_number_id":"100000000000001"},"messages":[%s],"statuses":[%s]}}]}]}\
    """
        .formatted(messages, statuses);
  }

  static final class OneSecret implements Doors.Secrets {
    @Override
    public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
      return Optional.of(
          new Endpoint(
              "t",
              channel,
              name,
              List.of(new Secret("secret")),
              Optional.empty(),
              Set.of("100000000000001")));
    }

    @Override
    public Optional<Account> account(String channel, String id) {
      return Optional.of(new Account(channel, id, new Secret("token"), Optional.empty()));
    }

    @Override
    public Secret slack() {
      return new Secret("token");
    }
  }
}
