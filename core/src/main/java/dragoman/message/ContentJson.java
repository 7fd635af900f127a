package dragoman.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How a {@link Content} is written inside an event, a task or a conversation: an object whose
 * {@code kind} tells the rest. A kind that is not ours is malformed, not unsupported: it must not
 * lose what it says on its way through an older reader.
 */
public final class ContentJson {
  private ContentJson() {}

  /** A place without finite coordinates, which JSON cannot hold, is written as unsupported. */
  public static ObjectNode write(Content content) {
    var json = Json.object();
    switch (content) {
      case Content.Text(var text) -> json.put("kind", "text").put("text", text);
      case Content.Media media -> {
        json.put("kind", "media").put("media", Fields.written(media.media())).put("id", media.id());
        media.mimeType().ifPresent(type -> json.put("mimeType", type));
        media.fileName().ifPresent(name -> json.put("fileName", name));
        media.bytes().ifPresent(bytes -> json.put("bytes", bytes));
        media.seconds().ifPresent(seconds -> json.put("seconds", seconds));
        media.caption().ifPresent(caption -> json.put("caption", caption));
      }
      case Content.Location(var latitude, var longitude, _, _)
          when !Double.isFinite(latitude) || !Double.isFinite(longitude) ->
          json.put("kind", "unsupported").put("what", "location");
      case Content.Location place -> {
        json.put("kind", "location")
            .put("latitude", place.latitude())
            .put("longitude", place.longitude());
        place.name().ifPresent(name -> json.put("name", name));
        place.address().ifPresent(address -> json.put("address", address));
      }
      case Content.Contacts(var cards) -> {
        var list = json.put("kind", "contacts").putArray("cards");
        for (var card : cards) {
          Fields.put(list.addObject().put("name", card.name()), "phones", card.phones());
        }
      }
      case Content.Reaction(var emoji, var target) -> {
        json.put("kind", "reaction").put("target", target);
        emoji.ifPresent(sign -> json.put("emoji", sign));
      }
      case Content.Tap(var title, var payload, var target) -> {
        json.put("kind", "tap").put("title", title).put("payload", payload);
        target.ifPresent(id -> json.put("target", id));
      }
      case Content.Edited(var now, var target) ->
          json.put("kind", "edited").put("target", target).set("now", write(now));
      case Content.Deleted(var target) -> json.put("kind", "deleted").put("target", target);
      case Content.Notice(var what, var detail) -> {
        json.put("kind", "notice").put("what", what);
        detail.ifPresent(more -> json.put("detail", more));
      }
      case Content.Unsupported(var what) -> json.put("kind", "unsupported").put("what", what);
    }
    return json;
  }

  public static Content read(Fields fields) throws Json.Malformed {
    return switch (fields.text("kind")) {
      case "text" -> new Content.Text(fields.text("text"));
      case "media" ->
          new Content.Media(
              fields.constant("media", Content.MediaKind.values()),
              fields.text("id"),
              fields.optionalText("mimeType"),
              fields.optionalText("fileName"),
              fields.optionalNumber("bytes"),
              fields.optionalNumber("seconds"),
              fields.optionalText("caption"));
      case "location" ->
          new Content.Location(
              fields.decimal("latitude"),
              fields.decimal("longitude"),
              fields.optionalText("name"),
              fields.optionalText("address"));
      case "contacts" -> new Content.Contacts(cards(fields));
      case "reaction" -> new Content.Reaction(fields.optionalText("emoji"), fields.text("target"));
      case "tap" ->
          new Content.Tap(
              fields.text("title"), fields.text("payload"), fields.optionalText("target"));
      case "edited" ->
          new Content.Edited(fields.object("now", ContentJson::read), fields.text("target"));
      case "deleted" -> new Content.Deleted(fields.text("target"));
      case "notice" -> new Content.Notice(fields.text("what"), fields.optionalText("detail"));
      case "unsupported" -> new Content.Unsupported(fields.text("what"));
      default -> throw fields.wrong("kind", "is not a known word");
    };
  }

  private static List<Content.Card> cards(Fields fields) throws Json.Malformed {
    return fields.objects(
        "cards", card -> new Content.Card(card.text("name"), card.texts("phones")));
  }
}
