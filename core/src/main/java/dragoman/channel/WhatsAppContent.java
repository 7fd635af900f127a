package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one WhatsApp message says (Meta's messages webhook reference). A kind that is not known, or
 * known and without its part, becomes {@link Content.Unsupported}: no message fails by its kind.
 */
final class WhatsAppContent {
  private WhatsAppContent() {}

  /** WhatsApp's word for the kind, with the form of an interactive message after a colon. */
  static String type(JsonNode message) {
    var type = Fields.word(message.path("type").asText());
    return type.equals("interactive")
        ? Fields.text(message.path(type), "type").map(t -> Fields.word(type + ":" + t)).orElse(type)
        : type;
  }

  /** Edits and deletions are kept apart from the message they concern, should they share its id. */
  static String eventKind(JsonNode message) {
    return switch (message.path("type").asText()) {
      case "edit" -> "edit";
      case "revoke" -> "revoke";
      default -> "message";
    };
  }

  static Content of(JsonNode message) {
    var type = message.path("type").asText();
    var part = message.path(type);
    var content =
        switch (type) {
          case "text" -> Fields.text(part, "body").<Content>map(Content.Text::new);
          case "image" -> media(MediaKind.IMAGE, part);
          case "video" -> media(MediaKind.VIDEO, part);
          case "document" -> media(MediaKind.DOCUMENT, part);
          case "sticker" -> media(MediaKind.STICKER, part);
          case "voice" -> media(MediaKind.VOICE, part);
          case "audio" ->
              media(part.path("voice").asBoolean() ? MediaKind.VOICE : MediaKind.AUDIO, part);
          case "location" -> location(part);
          case "contacts" -> contacts(part);
          case "reaction" ->
              Fields.text(part, "message_id")
                  .<Content>map(id -> new Content.Reaction(Fields.text(part, "emoji"), id));
          case "button" -> tap(Fields.text(part, "text"), Fields.text(part, "payload"), message);
          case "interactive" -> interactive(message, part);
          case "system" -> system(part);
          case "request_welcome" ->
              Optional.<Content>of(new Content.Notice(type, Optional.empty()));
          case "edit" ->
              Fields.text(part, "original_message_id")
                  .<Content>map(id -> new Content.Edited(of(part.path("message")), id));
          case "revoke" ->
              Fields.text(part, "original_message_id").<Content>map(Content.Deleted::new);
          default -> Optional.<Content>empty();
        };
    return content.orElseGet(
        () ->
            new Content.Unsupported(
                Fields.text(part, "type").map(Fields::word).orElse(type(message))));
  }

  private static Optional<Content> media(MediaKind kind, JsonNode part) {
    return Fields.text(part, "id")
        .or(() -> Fields.text(part, "url"))
        .map(
            id ->
                new Content.Media(
                    kind,
                    id,
                    Fields.text(part, "mime_type"),
                    Fields.text(part, "filename"),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Fields.text(part, "caption")));
  }

  private static Optional<Content> location(JsonNode part) {
    return Content.Location.of(
        Fields.real(part, "latitude"),
        Fields.real(part, "longitude"),
        Fields.text(part, "name"),
        Fields.text(part, "address"));
  }

  private static Optional<Content> contacts(JsonNode cards) {
    return cards.isArray()
        ? Optional.of(new Content.Contacts(cards.valueStream().map(WhatsAppContent::card).toList()))
        : Optional.empty();
  }

  private static Content.Card card(JsonNode card) {
    var name = card.path("name");
    List<String> phones =
        Fields.items(card, "phones").stream()
            .flatMap(
                phone -> Fields.text(phone, "phone").or(() -> Fields.text(phone, "wa_id")).stream())
            .toList();
    return new Content.Card(
        Fields.text(name, "formatted_name").or(() -> Fields.text(name, "first_name")).orElse(""),
        phones);
  }

  private static Optional<Content> interactive(JsonNode message, JsonNode part) {
    var kind = part.path("type").asText();
    var reply = part.path(kind);
    return switch (kind) {
      case "button_reply", "list_reply" ->
          tap(Fields.text(reply, "title"), Fields.text(reply, "id"), message);
      // The form's answers are a JSON text, which need not be JSON; they are kept as they came.
      case "nfm_reply" ->
          tap(
              Fields.text(reply, "body").or(() -> Fields.text(reply, "name")),
              Fields.text(reply, "response_json"),
              message);
      default -> Optional.empty();
    };
  }

  private static Optional<Content> tap(
      Optional<String> title, Optional<String> payload, JsonNode message) {
    return title.isEmpty() && payload.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Content.Tap(
                title.orElse(""), payload.orElse(""), Fields.text(message.path("context"), "id")));
  }

  private static Optional<Content> system(JsonNode part) {
    return Optional.of(
        new Content.Notice(
            Fields.text(part, "type").map(Fields::word).orElse("system"),
            Fields.text(part, "wa_id")
                .or(() -> Fields.text(part, "new_wa_id"))
                .or(() -> Fields.text(part, "user_id"))
                .or(() -> Fields.text(part, "body"))));
  }
}
