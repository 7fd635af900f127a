package dragoman.local.infra;

import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.WebhookRequest;
import dragoman.message.EffectRef;
import dragoman.message.InboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What providers post about one person, signed for the accounts that come with Dragoman.
 *
 * @param secret what the endpoint's secret is
 * @param account whose messages they are
 */
record Webhooks(String channel, String secret, String account) {
  static final Webhooks TELEGRAM =
      new Webhooks("telegram", "local-telegram-secret", "creators_bot");
  static final Webhooks WHATSAPP =
      new Webhooks("whatsapp", "local-whatsapp-app-secret", "100000000000001");

  /** The one person who writes, as the providers know her. */
  static final String NAME = "Kanari Vogelsang";

  static final String HANDLE = "kanarigram";
  static final String PHONE = "4915550042";

  static String telegram(long chat, String text, Instant at) {
    return """
    {"update_id":%d,"message":{"message_id":1,"from":{"id":%d,"is_bot":false,"first_name":"%s",
    "username":"%s","language_code":"en"},"chat":{"id":%d,"type":"private"},"date":%d,"text":"%s"}}\
    """
        .formatted(chat, chat, NAME, HANDLE, chat, at.getEpochSecond(), text);
  }

  static String whatsApp(String id, String text) {
    return posted(
        "{\"from\":\"%s\",%s\"timestamp\":\"%d\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}"
            .formatted(
                PHONE,
                id.isEmpty() ? "" : "\"id\":\"" + id + "\",",
                Instant.now().getEpochSecond(),
                text),
        "");
  }

  static String whatsAppRead() {
    return posted(
        "",
        "{\"id\":\"wamid.out\",\"status\":\"read\",\"timestamp\":\"%d\",\"recipient_id\":\"%s\"}"
            .formatted(Instant.now().getEpochSecond(), PHONE));
  }

  /** The same, with what was sent along with a reply. */
  static String whatsAppReadOf(EffectRef reply) {
    return whatsAppRead()
        .replace("\"status\":", "\"biz_opaque_callback_data\":\"" + reply + "\",\"status\":");
  }

  private static String posted(String messages, String statuses) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
    "value":{"metadata":{"phone_number_id":"%s"},"messages":[%s],"statuses":[%s]}}]}]}\
    """
        .formatted(WHATSAPP.account(), messages, statuses);
  }

  /** The headers that prove a body genuine. */
  Map<String, String> proof(String body) {
    return signed(body).headers().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().getFirst()));
  }

  /** The message that a body is heard as. */
  InboundMessage heard(String body) {
    var reception =
        Channels.named(channel).orElseThrow().receive(signed(body), endpoint(), Instant.now());
    return ((Reception.Accepted) reception).messages().getFirst();
  }

  private WebhookRequest signed(String body) {
    return Channels.named(channel)
        .orElseThrow()
        .sign(body.getBytes(StandardCharsets.UTF_8), endpoint(), Instant.now());
  }

  private Endpoint endpoint() {
    return new Endpoint(
        "main", channel, "main", List.of(new Secret(secret)), Optional.empty(), Set.of(account));
  }
}
