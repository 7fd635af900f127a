package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.EffectHint;
import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import dragoman.message.Sender;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What one RCS message or event says (Google's {@code UserMessage}, {@code UserEvent} and {@code
 * ServerEvent} references). Ids are the sender's client's, so that only with the phone number they
 * are nobody else's.
 */
final class RcsContent {
  private RcsContent() {}

  record Context(Endpoint endpoint, String account, Instant at) {}

  /** Whether an event is something the person did, which belongs into the conversation. */
  static boolean isSaid(String event) {
    return event.equals("UNSUBSCRIBE") || event.equals("SUBSCRIBE");
  }

  /** The time the phone or the platform names, in whatever zone; now if there is none. */
  static Instant time(JsonNode said, Instant now) {
    try {
      var at = OffsetDateTime.parse(said.path("sendTime").asText()).toInstant();
      return at.isAfter(Instant.EPOCH) && at.isBefore(Fields.LATEST) ? at : now;
    } catch (DateTimeException e) {
      return now;
    }
  }

  static void readMessage(
      JsonNode said, Optional<String> event, Context context, Gate.Findings found)
      throws Fields.Gap {
    var phone = phone(said, "senderPhoneNumber");
    var id = messageId(said);
    var type = event.orElseGet(() -> type(said));
    if (isOurLink(said)) {
      found.ignored("the link of a reply was opened", type);
      return;
    }
    var endpoint = context.endpoint();
    found.add(
        new InboundMessage(
            endpoint.eventKey(context.account(), event.orElse("message"), phone + ":" + id),
            endpoint.conversationKey(context.account(), phone),
            Rcs.NAME,
            endpoint.name(),
            context.account(),
            Sender.of(phone),
            phone,
            false,
            event.<Content>map(it -> new Content.Notice(it, Optional.empty())).orElse(of(said)),
            type,
            id,
            context.at(),
            context.at().toEpochMilli()));
  }

  static void readEvent(String event, JsonNode said, Context context, Gate.Findings found)
      throws Fields.Gap {
    var status = status(event);
    if (status.isEmpty()) {
      found.ignored("an event nobody waits for", "event:" + event);
      return;
    }
    var endpoint = context.endpoint();
    if (!endpoint.speaksFor(context.account())) {
      found.ignored("account not configured at this endpoint", "event:" + event);
      return;
    }
    var phone = phone(said, said.has("phoneNumber") ? "phoneNumber" : "senderPhoneNumber");
    var id = Fields.id(said, "messageId", "messageId");
    found.add(
        new Receipt(
            endpoint.eventKey(context.account(), "status:" + event, phone + ":" + id),
            Rcs.NAME,
            endpoint.name(),
            context.account(),
            id,
            phone,
            status.get(),
            Optional.of(
                EffectHint.callback(endpoint.conversationKey(context.account(), phone), id)),
            status.filter(Receipt.Status.FAILED::equals).map(_ -> event),
            context.at()));
  }

  /**
   * An expired message that could not be revoked may have arrived or not; Google advises to reach
   * the person in another way, so it counts as failed and a person decides.
   */
  private static Optional<Receipt.Status> status(String event) {
    return switch (event) {
      case "DELIVERED" -> Optional.of(Receipt.Status.DELIVERED);
      case "READ" -> Optional.of(Receipt.Status.READ);
      case "TTL_EXPIRATION_REVOKED", "TTL_EXPIRATION_REVOKE_FAILED" ->
          Optional.of(Receipt.Status.FAILED);
      default -> Optional.empty();
    };
  }

  private static String phone(JsonNode said, String name) throws Fields.Gap {
    var phone = Fields.id(said, name, name);
    if (!phone.matches(RcsSend.PHONE)) {
      throw new Fields.Gap(name, "is not a phone number");
    }
    return phone.startsWith("+") ? phone : "+" + phone;
  }

  /** The reference names a message's id {@code messageId}, some examples {@code eventId}. */
  private static String messageId(JsonNode said) throws Fields.Gap {
    return Fields.id(
        said, Fields.text(said, "messageId").isPresent() ? "messageId" : "eventId", "messageId");
  }

  /** Opening our link says nothing; the app tells of it all the same. */
  private static boolean isOurLink(JsonNode said) {
    return said.path("suggestionResponse").path("postbackData").asText().equals(RcsSend.OPENED);
  }

  /** The field a message's content stands in, with the kind of a tap after a colon. */
  private static String type(JsonNode said) {
    var part =
        Stream.of("suggestionResponse", "text", "userFile", "location")
            .filter(said::has)
            .findFirst()
            .or(
                () ->
                    said.properties().stream()
                        .filter(field -> field.getValue().isObject())
                        .map(field -> Fields.word(field.getKey()))
                        .findFirst())
            .orElse("unknown");
    return Fields.text(said.path(part), "type")
        .map(kind -> Fields.word(part + ":" + kind))
        .orElse(part);
  }

  private static Content of(JsonNode said) {
    return suggestion(said.path("suggestionResponse"))
        .or(() -> Fields.text(said, "text").map(Content.Text::new))
        .or(() -> file(said.path("userFile")))
        .or(() -> location(said.path("location")))
        .orElseGet(() -> new Content.Unsupported(type(said)));
  }

  private static Optional<Content> suggestion(JsonNode tap) {
    var title = Fields.text(tap, "text");
    var payload = Fields.text(tap, "postbackData");
    return title.isEmpty() && payload.isEmpty()
        ? Optional.empty()
        : Optional.of(new Content.Tap(title.orElse(""), payload.orElse(""), Optional.empty()));
  }

  private static Optional<Content> file(JsonNode file) {
    var payload = file.path("payload");
    return Fields.text(payload, "fileUri")
        .map(
            uri ->
                new Content.Media(
                    MediaKind.of(payload.path("mimeType").asText()),
                    uri,
                    Fields.text(payload, "mimeType"),
                    Fields.text(payload, "fileName"),
                    Fields.whole(payload, "fileSizeBytes"),
                    OptionalLong.empty(),
                    Optional.empty()));
  }

  private static Optional<Content> location(JsonNode part) {
    return Content.Location.of(
        Fields.real(part, "latitude"),
        Fields.real(part, "longitude"),
        Optional.empty(),
        Optional.empty());
  }
}
