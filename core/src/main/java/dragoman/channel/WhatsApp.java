package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content.MediaKind;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Receipt;
import dragoman.message.Reply;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The WhatsApp Cloud API (Meta's webhook reference,
 * developers.facebook.com/documentation/business-messaging/whatsapp).
 *
 * <p>{@code X-Hub-Signature-256} is an HMAC of the raw body with the app secret; no time is signed,
 * so a replay is caught by the event key alone. One body may hold up to 1000 updates of several
 * numbers, at most 3 MB. A person may have a phone number, a business-scoped user id (such as
 * {@code US.1349…}), or both.
 */
public record WhatsApp() implements Channel {
  static final String NAME = "whatsapp";
  private static final int MAX_BODY = 3 << 20;

  /** A handshake's query has some hundred characters. */
  private static final int MAX_QUERY = 4 << 10;

  private static final String SIGNATURE = "x-hub-signature-256";
  private static final String SIGNATURE_PREFIX = "sha256=";
  private static final String ECHO = "smb_message_echoes";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Pace: 80 messages a second for a number; to one person one in six seconds, of which 45 may be
   * sent ahead (Meta, "Messaging limits" and "Throughput").
   */
  @Override
  public Capability capability() {
    return new Capability(
        "WhatsApp Cloud API",
        SendClass.RECEIPT,
        Optional.of(new Capability.Text(WhatsAppSend.MAX_TEXT, Capability.Unit.CHARACTERS)),
        Optional.of(
            new Capability.Button(
                OptionalInt.of(WhatsAppSend.MAX_BUTTON_TEXT),
                OptionalInt.of(WhatsAppSend.MAX_LABEL))),
        EnumSet.allOf(MediaKind.class),
        Optional.of(Duration.ofHours(24)),
        true,
        Optional.of(new Capability.Rate(80, Duration.ofSeconds(1), 80)),
        Optional.of(new Capability.Rate(1, Duration.ofSeconds(6), 45)),
        Capability.Consent.PERSON_BLOCKS);
  }

  @Override
  public Reception receive(WebhookRequest request, Endpoint endpoint, Instant now) {
    return Gate.turnedAway(request, Set.of("GET", "POST"), MAX_BODY)
        .orElseGet(
            () ->
                request.method().equals("GET")
                    ? handshake(request, endpoint)
                    : webhook(request, endpoint, now));
  }

  @Override
  public WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now) {
    var hmac = Signature.hmacSha256(endpoint.secrets().getFirst().bytes(), body);
    return WebhookRequest.post(body, Map.of(SIGNATURE, SIGNATURE_PREFIX + Signature.toHex(hmac)));
  }

  @Override
  public HttpCall reply(Reply reply, Account account, Instant now) {
    return WhatsAppSend.call(reply, account);
  }

  @Override
  public Outcome outcome(HttpAnswer answer) {
    return WhatsAppSend.outcome(answer);
  }

  @Override
  public byte[] harmless(Endpoint endpoint) {
    return "{\"object\":\"whatsapp_business_account\",\"entry\":[]}"
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<WebhookRequest> handshake(Endpoint endpoint) {
    return endpoint
        .verifyToken()
        .map(
            token ->
                new WebhookRequest(
                    "GET",
                    "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
                        + URLEncoder.encode(token.value(), StandardCharsets.UTF_8),
                    Map.of(),
                    new byte[0]));
  }

  @Override
  public List<Check> checks(Account account, String webhook) {
    return List.of(WhatsAppSend.webhook(account, webhook));
  }

  private static Reception handshake(WebhookRequest request, Endpoint endpoint) {
    var query = query(request.query());
    var expected = endpoint.verifyToken().stream().toList();
    var presented = query.getOrDefault("hub.verify_token", "");
    var challenge = query.getOrDefault("hub.challenge", "");
    var proven = Signature.isOneOf(expected, presented);
    return proven
            && query.getOrDefault("hub.mode", "").equals("subscribe")
            && challenge.matches("[A-Za-z0-9._-]{1,256}")
        ? new Reception.Handshake(HttpAnswer.text(200, challenge))
        : Gate.refused(403, "handshake refused");
  }

  /** Empty if it is far too long, a name comes twice or anything cannot be decoded. */
  private static Map<String, String> query(String raw) {
    if (raw.length() > MAX_QUERY) {
      return Map.of();
    }
    var values = new HashMap<String, String>();
    for (var pair : raw.split("&")) {
      var parts = pair.split("=", 2);
      try {
        var name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
        var value = parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
        if (values.put(name, value) != null) {
          return Map.of();
        }
      } catch (IllegalArgumentException e) {
        return Map.of();
      }
    }
    return values;
  }

  private static Reception webhook(WebhookRequest request, Endpoint endpoint, Instant now) {
    if (!genuine(request, endpoint)) {
      return Gate.notGenuine();
    }
    var found = new Gate.Findings();
    try {
      readBody(Json.read(request.body()), request.body(), endpoint, now, found);
    } catch (Json.Malformed e) {
      found.unreadable(e.getMessage(), request.body());
    }
    return found.accepted();
  }

  private static boolean genuine(WebhookRequest request, Endpoint endpoint) {
    return request
        .header(SIGNATURE)
        .filter(value -> value.startsWith(SIGNATURE_PREFIX))
        .flatMap(value -> Signature.fromHex(value.substring(SIGNATURE_PREFIX.length())))
        .filter(
            presented ->
                Signature.matches(
                    endpoint.secrets().stream().map(Secret::bytes).toList(),
                    request.body(),
                    presented))
        .isPresent();
  }

  private static void readBody(
      JsonNode body, byte[] raw, Endpoint endpoint, Instant now, Gate.Findings found) {
    if (!body.path("object").asText().equals(WhatsAppPart.BODY)) {
      found.unreadable("object is not " + WhatsAppPart.BODY, raw);
    } else if (!body.path("entry").isArray()) {
      found.unreadable("entry is not a list", raw);
    } else {
      for (var entry : body.path("entry")) {
        if (!entry.path("changes").isArray()) {
          found.unreadable("changes is not a list", WhatsAppPart.entry(entry));
        }
        for (var change : Fields.items(entry, "changes")) {
          readChange(change, endpoint, now, found);
        }
      }
    }
  }

  private static void readChange(
      JsonNode change, Endpoint endpoint, Instant now, Gate.Findings found) {
    var field = change.path("field").asText();
    var value = change.path("value");
    if (!field.equals("messages")) {
      found.ignored(field.equals(ECHO) ? "our own echo" : "not a message", "field:" + field);
      return;
    }
    for (var list : List.of("messages", "statuses")) {
      if (value.has(list) && !value.path(list).isArray()) {
        found.unreadable(list + " is not a list", WhatsAppPart.change(change));
      }
    }
    var messages = Fields.items(value, "messages");
    var statuses = Fields.items(value, "statuses");
    if (messages.isEmpty() && statuses.isEmpty()) {
      var error = Fields.text(value.path("errors").path(0), "code").orElse("none");
      found.ignored("neither messages nor statuses", "errors:" + error);
      return;
    }
    var account = Fields.text(value.path("metadata"), "phone_number_id").orElse("");
    if (!account.matches("[0-9]{1,32}")) {
      found.unreadable("metadata.phone_number_id is missing", WhatsAppPart.change(change));
    } else if (endpoint.speaksFor(account)) {
      messages.forEach(item -> readMessage(item, value, account, endpoint, now, found));
      statuses.forEach(item -> readStatus(item, value, account, endpoint, now, found));
    } else if (messages.isEmpty()) {
      // An app hears of every number of its business account, also of those another system serves.
      found.ignored("account not configured at this endpoint", "statuses");
    } else {
      found.unreadable("account not configured at this endpoint", WhatsAppPart.change(change));
    }
  }

  private static void readMessage(
      JsonNode item,
      JsonNode value,
      String account,
      Endpoint endpoint,
      Instant now,
      Gate.Findings found) {
    try {
      var id = Fields.id(item, "id", "messages[].id");
      var sender = WhatsAppSender.of(item, value);
      var group = Fields.text(item, "group_id");
      var at = Fields.seconds(item, "timestamp", now);
      found.add(
          new InboundMessage(
              endpoint.eventKey(account, WhatsAppContent.eventKind(item), id),
              endpoint.conversationKey(account, group.orElse(sender.ids().getFirst())),
              NAME,
              endpoint.name(),
              account,
              sender,
              group.orElse(sender.id()),
              group.isPresent(),
              WhatsAppContent.of(item),
              WhatsAppContent.type(item),
              id,
              at,
              at.getEpochSecond()));
    } catch (Fields.Gap e) {
      found.unreadable(e.getMessage(), WhatsAppPart.item("messages", item, value));
    }
  }

  private static void readStatus(
      JsonNode item,
      JsonNode value,
      String account,
      Endpoint endpoint,
      Instant now,
      Gate.Findings found) {
    var word = Fields.word(item.path("status").asText());
    try {
      var id = Fields.id(item, "id", "statuses[].id");
      var status = status(word);
      if (status.isEmpty()) {
        found.ignored("a status nobody waits for", "status:" + word);
        return;
      }
      found.add(
          new Receipt(
              endpoint.eventKey(account, "status:" + word, id),
              NAME,
              endpoint.name(),
              account,
              id,
              Fields.text(item, "recipient_id")
                  .or(() -> Fields.text(item, "recipient_user_id"))
                  .orElse(""),
              status.get(),
              Fields.text(item, "biz_opaque_callback_data"),
              Fields.text(item.path("errors").path(0), "code"),
              Fields.seconds(item, "timestamp", now)));
    } catch (Fields.Gap e) {
      found.unreadable(e.getMessage(), WhatsAppPart.item("statuses", item, value));
    }
  }

  private static Optional<Receipt.Status> status(String word) {
    return switch (word) {
      case "sent" -> Optional.of(Receipt.Status.SENT);
      case "delivered" -> Optional.of(Receipt.Status.DELIVERED);
      // A voice message that was played was read.
      case "read", "played" -> Optional.of(Receipt.Status.READ);
      case "failed" -> Optional.of(Receipt.Status.FAILED);
      default -> Optional.empty();
    };
  }

  static boolean isPhone(String id) {
    return id.matches("\\+?[0-9]+");
  }
}
