package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What one LINE event says. */
final class LineContent {
  /** What LINE tells of something nobody typed, by its event's type. */
  private static final Set<String> NOTICES =
      Set.of(
          "follow",
          "unfollow",
          "join",
          "leave",
          "memberJoined",
          "memberLeft",
          "beacon",
          "accountLink",
          "membership",
          "things",
          "videoPlayComplete");

  private LineContent() {}

  /**
   * @param type LINE's word for the kind
   * @param target the id of the message it is, or is about
   */
  record Said(String type, Content content, Optional<String> target) {}

  static Said of(JsonNode event, String type) throws Fields.Gap {
    return switch (type) {
      case "message" -> {
        var message = event.path("message");
        yield new Said(kind(message), content(message), Optional.of(id(message)));
      }
      case "messageEdited" -> {
        var message = event.path("message");
        var id = id(message);
        yield new Said(
            type + ":" + kind(message), new Content.Edited(content(message), id), Optional.of(id));
      }
      case "unsend" -> {
        var id = Fields.id(event.path("unsend"), "messageId", "events[].unsend.messageId");
        yield new Said(type, new Content.Deleted(id), Optional.of(id));
      }
      case "postback" -> {
        var data =
            Fields.text(event.path("postback"), "data")
                .orElseThrow(() -> new Fields.Gap("events[].postback.data", "is missing"));
        yield new Said(type, new Content.Tap("", data, Optional.empty()), Optional.empty());
      }
      default ->
          new Said(
              type,
              NOTICES.contains(type)
                  ? new Content.Notice(type, detail(event.path(part(type))))
                  : new Content.Unsupported(type),
              Optional.empty());
    };
  }

  private static String id(JsonNode message) throws Fields.Gap {
    return Fields.id(message, "id", "events[].message.id");
  }

  private static String kind(JsonNode message) {
    return Fields.word(message.path("type").asText());
  }

  private static Content content(JsonNode message) throws Fields.Gap {
    var type = kind(message);
    return switch (type) {
      case "text" ->
          Fields.text(message, "text")
              .<Content>map(Content.Text::new)
              .orElse(new Content.Unsupported(type));
      case "image" -> file(message, MediaKind.IMAGE);
      case "video" -> file(message, MediaKind.VIDEO);
      case "audio" -> file(message, MediaKind.AUDIO);
      case "file" -> file(message, MediaKind.DOCUMENT);
      case "sticker" ->
          media(
              MediaKind.STICKER,
              Fields.text(message, "stickerId").orElse(id(message)),
              message,
              Fields.text(message, "text"));
      case "location" -> place(message);
      default -> new Content.Unsupported(type);
    };
  }

  /** LINE keeps it under the message's id, unless it lies elsewhere. */
  private static Content file(JsonNode message, MediaKind kind) throws Fields.Gap {
    var elsewhere = Fields.text(message.path("contentProvider"), "originalContentUrl");
    return media(kind, elsewhere.orElse(id(message)), message, Optional.empty());
  }

  private static Content media(
      MediaKind kind, String id, JsonNode message, Optional<String> caption) {
    var millis = Fields.whole(message, "duration");
    return new Content.Media(
        kind,
        id,
        Optional.empty(),
        Fields.text(message, "fileName"),
        Fields.whole(message, "fileSize"),
        millis.isPresent() ? OptionalLong.of(millis.getAsLong() / 1_000) : millis,
        caption);
  }

  private static Content place(JsonNode message) {
    return Content.Location.of(
            Fields.real(message, "latitude"),
            Fields.real(message, "longitude"),
            Fields.text(message, "title"),
            Fields.text(message, "address"))
        .orElseGet(() -> new Content.Unsupported("location"));
  }

  /** The name of the object beside the type, which for an account link is another. */
  private static String part(String type) {
    return type.equals("accountLink") ? "link" : type;
  }

  /** How a beacon was met, a membership changed, an account link ended. */
  private static Optional<String> detail(JsonNode part) {
    return Fields.text(part, "type").or(() -> Fields.text(part, "result")).map(Fields::word);
  }
}
