package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content.MediaKind;
import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import dragoman.message.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The WhatsApp Cloud API (Meta's webhook reference,
 * developers.facebook.com/documentation/business-messaging/whatsapp), behind the door of {@link
 * Meta}. One body may hold updates of several numbers. A person may have a phone number, a
 * business-scoped user id (such as {@code US.1349…}), or both.
 */
public record WhatsApp() implements Channel {
  static final String NAME = "whatsapp";
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
    return Meta.receive(
        request, endpoint, (body, found) -> readBody(body, request.body(), endpoint, now, found));
  }

  @Override
  public WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now) {
    return Meta.sign(body, endpoint);
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
    return Meta.harmless(WhatsAppPart.BODY);
  }

  @Override
  public Optional<WebhookRequest> handshake(Endpoint endpoint) {
    return Meta.handshake(endpoint);
  }

  @Override
  public List<Check> checks(Account account, String webhook) {
    return List.of(WhatsAppSend.webhook(account, webhook));
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
