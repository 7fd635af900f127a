package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one Viber message says ("Message types" of the Viber Bot API). A kind that is not known, or
 * known and without its part, becomes {@link Content.Unsupported}, unless there are words with it.
 */
final class ViberContent {
  private ViberContent() {}

  static Content of(JsonNode message) {
    var type = message.path("type").asText();
    var content =
        switch (type) {
          case "picture" -> media(MediaKind.IMAGE, message, "media");
          case "video" -> media(MediaKind.VIDEO, message, "media");
          case "file" -> media(MediaKind.DOCUMENT, message, "media");
          case "sticker" -> media(MediaKind.STICKER, message, "sticker_id");
          // An address that was shared is kept as a reference: it is opened by a person or not.
          case "url" -> media(MediaKind.DOCUMENT, message, "media");
          case "location" -> location(message.path("location"));
          case "contact" -> contact(message.path("contact"));
          default -> Optional.<Content>empty();
        };
    return content
        .or(() -> Fields.text(message, "text").map(Content.Text::new))
        .orElseGet(() -> new Content.Unsupported(Fields.word(type)));
  }

  private static Optional<Content> media(MediaKind kind, JsonNode message, String reference) {
    return Fields.text(message, reference)
        .map(
            id ->
                new Content.Media(
                    kind,
                    id,
                    Optional.empty(),
                    Fields.text(message, "file_name"),
                    size(message),
                    Fields.whole(message, "duration"),
                    Fields.text(message, "text")));
  }

  private static OptionalLong size(JsonNode message) {
    var size = Fields.whole(message, "file_size");
    return size.isPresent() ? size : Fields.whole(message, "size");
  }

  private static Optional<Content> location(JsonNode location) {
    return Content.Location.of(
        Fields.real(location, "lat"),
        Fields.real(location, "lon"),
        Optional.empty(),
        Fields.text(location, "address"));
  }

  private static Optional<Content> contact(JsonNode contact) {
    return Fields.text(contact, "phone_number")
        .map(
            phone ->
                new Content.Contacts(
                    List.of(
                        new Content.Card(
                            Fields.text(contact, "name").orElse(""), List.of(phone)))));
  }
}
