package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one VK message says (dev.vk.com/reference/objects/message): a text, up to ten attachments, a
 * place, or all of them, told one by one. The text goes with the first attachment that can carry
 * it.
 */
final class VkContent {
  /** VK takes ten; more are nobody's. */
  private static final int MAX_ATTACHMENTS = 10;

  private VkContent() {}

  /**
   * @param type VK's word for the kind
   */
  record Said(String type, Content content) {}

  /** At least one. */
  static List<Said> of(JsonNode message) {
    var action = Fields.text(message.path("action"), "type");
    if (action.isPresent()) {
      var type = Fields.word(action.get());
      return List.of(
          new Said(
              Fields.word("action:" + type),
              new Content.Notice(type, Fields.text(message.path("action"), "text"))));
    }
    var text = Fields.text(message, "text").or(() -> Fields.text(message, "body"));
    var said = new ArrayList<Said>();
    for (var attachment : attachments(message)) {
      media(attachment, said.isEmpty() ? text : Optional.empty()).ifPresent(said::add);
    }
    if (said.isEmpty()) {
      text.map(it -> words(it, message)).ifPresent(said::add);
    }
    place(message.path("geo")).ifPresent(said::add);
    return said.isEmpty() ? List.of(other(message)) : List.copyOf(said);
  }

  private static List<JsonNode> attachments(JsonNode message) {
    return Fields.items(message, "attachments").stream().limit(MAX_ATTACHMENTS).toList();
  }

  /** A button that writes its label for the person sends its payload along, as JSON in a text. */
  private static Said words(String text, JsonNode message) {
    var payload = Fields.text(message, "payload");
    if (payload.isEmpty()) {
      return new Said("text", new Content.Text(text));
    }
    return isStart(payload.get())
        ? new Said("start", new Content.Notice("start", Optional.empty()))
        : new Said("text", new Content.Tap(text, payload.get(), Optional.empty()));
  }

  /** The button everybody may press before the first word to a community. */
  private static boolean isStart(String payload) {
    try {
      return Json.read(payload).path("command").asText().equals("start");
    } catch (Json.Malformed e) {
      return false;
    }
  }

  private static Optional<Said> media(JsonNode attachment, Optional<String> caption) {
    var type = attachment.path("type").asText();
    var part = attachment.path(type);
    return switch (type) {
      case "photo" -> said(type, MediaKind.IMAGE, largest(part), part, caption);
      case "video" -> said(type, MediaKind.VIDEO, id(type, part), part, caption);
      case "audio" -> said(type, MediaKind.AUDIO, url(part, type), part, caption);
      case "audio_message" ->
          said(
              type,
              MediaKind.VOICE,
              Fields.text(part, "link_mp3").or(() -> Fields.text(part, "link_ogg")),
              part,
              caption);
      case "doc" -> said(type, MediaKind.DOCUMENT, url(part, type), part, caption);
      case "graffiti" -> said(type, MediaKind.IMAGE, url(part, type), part, caption);
      case "sticker" ->
          said(type, MediaKind.STICKER, Fields.text(part, "sticker_id"), part, caption);
      default -> Optional.empty();
    };
  }

  private static Optional<Said> said(
      String type,
      MediaKind kind,
      Optional<String> reference,
      JsonNode part,
      Optional<String> caption) {
    return reference.map(
        id ->
            new Said(
                type,
                new Content.Media(
                    kind,
                    id,
                    Optional.empty(),
                    type.equals("doc") ? Fields.text(part, "title") : Optional.empty(),
                    type.equals("doc") ? Fields.whole(part, "size") : OptionalLong.empty(),
                    Fields.whole(part, "duration"),
                    caption)));
  }

  /** A photo comes in several sizes, in no order. */
  private static Optional<String> largest(JsonNode photo) {
    return Fields.items(photo, "sizes").stream()
        .filter(size -> Fields.text(size, "url").isPresent())
        .max(Comparator.comparingLong(size -> Fields.whole(size, "width").orElse(0)))
        .flatMap(size -> Fields.text(size, "url"))
        .or(() -> id("photo", photo));
  }

  private static Optional<String> url(JsonNode part, String type) {
    return Fields.text(part, "url").or(() -> id(type, part));
  }

  /** VK's name for what has no address of its own, such as {@code video-1_2_key}. */
  private static Optional<String> id(String type, JsonNode part) {
    return Fields.text(part, "id")
        .map(
            id ->
                Stream.of(
                        Fields.text(part, "owner_id"),
                        Optional.of(id),
                        Fields.text(part, "access_key"))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining("_", type, "")));
  }

  private static Optional<Said> place(JsonNode geo) {
    return Content.Location.of(
            Fields.real(geo.path("coordinates"), "latitude"),
            Fields.real(geo.path("coordinates"), "longitude"),
            Fields.text(geo.path("place"), "title"),
            Fields.text(geo.path("place"), "address"))
        .map(it -> new Said("geo", it));
  }

  /** Neither words nor a file: a link, a post from a wall, forwarded messages, or not yet known. */
  private static Said other(JsonNode message) {
    for (var attachment : attachments(message)) {
      var type = Fields.word(attachment.path("type").asText());
      var address = Fields.text(attachment.path("link"), "url");
      return type.equals("link") && address.isPresent()
          ? said(type, MediaKind.DOCUMENT, address, attachment, Optional.empty()).orElseThrow()
          : new Said(type, new Content.Unsupported(type));
    }
    var type = Fields.items(message, "fwd_messages").isEmpty() ? "unknown" : "fwd_messages";
    return new Said(type, new Content.Unsupported(type));
  }
}
