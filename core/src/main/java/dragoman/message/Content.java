package dragoman.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What was said, in one form for every channel. All text in it is untrusted. */
public sealed interface Content {

  record Text(String text) implements Content {}

  /** A picture, sound or file by reference; nothing is fetched. */
  record Media(
      MediaKind media,
      String id,
      Optional<String> mimeType,
      Optional<String> fileName,
      OptionalLong bytes,
      OptionalLong seconds,
      Optional<String> caption)
      implements Content {}

  record Location(
      double latitude, double longitude, Optional<String> name, Optional<String> address)
      implements Content {

    /** Empty without both coordinates. */
    public static Optional<Content> of(
        OptionalDouble latitude,
        OptionalDouble longitude,
        Optional<String> name,
        Optional<String> address) {
      return latitude.isPresent() && longitude.isPresent()
          ? Optional.of(
              new Location(latitude.getAsDouble(), longitude.getAsDouble(), name, address))
          : Optional.empty();
    }
  }

  /** Address-book entries the person shared. */
  record Contacts(List<Card> cards) implements Content {
    public Contacts {
      cards = List.copyOf(cards);
    }
  }

  record Card(String name, List<String> phones) {
    public Card {
      phones = List.copyOf(phones);
    }
  }

  /** An emoji put on another message; empty when it was taken away. */
  record Reaction(Optional<String> emoji, String targetId) implements Content {}

  /** A button, list entry, quick reply or form was used. */
  record Tap(String title, String payload, Optional<String> targetId) implements Content {}

  /** An earlier message now reads differently. */
  record Edited(Content now, String targetId) implements Content {}

  record Deleted(String targetId) implements Content {}

  /** The channel tells of something nobody said: joined, left, number changed, chat started. */
  record Notice(String what, Optional<String> detail) implements Content {}

  /** A kind we do not know yet: kept and shown to a person, never dropped. */
  record Unsupported(String what) implements Content {}

  enum MediaKind {
    IMAGE,
    VIDEO,
    AUDIO,
    VOICE,
    DOCUMENT,
    STICKER;

    /** By the first half of a MIME type, in whatever case; what else there is are documents. */
    public static MediaKind of(String mimeType) {
      return switch (mimeType.toLowerCase(Locale.ROOT).replaceFirst("/.*", "")) {
        case "image" -> IMAGE;
        case "video" -> VIDEO;
        case "audio" -> AUDIO;
        default -> DOCUMENT;
      };
    }
  }

  /**
   * The words to understand, if there are any: text, a caption, or the title of the button that was
   * used.
   */
  default Optional<String> words() {
    return switch (this) {
      case Text(var text) -> Optional.of(text);
      case Media media -> media.caption();
      case Tap(var title, var payload, _) -> Optional.of(title.isBlank() ? payload : title);
      case Edited(var now, _) -> now.words();
      case Location _, Contacts _, Reaction _, Deleted _, Notice _, Unsupported _ ->
          Optional.empty();
    };
  }

  /** One lower-case word for lists and logs. */
  default String kind() {
    return switch (this) {
      case Text _ -> "text";
      case Media media -> media.media().name().toLowerCase(Locale.ROOT);
      case Location _ -> "location";
      case Contacts _ -> "contacts";
      case Reaction _ -> "reaction";
      case Tap _ -> "tap";
      case Edited _ -> "edited";
      case Deleted _ -> "deleted";
      case Notice _ -> "notice";
      case Unsupported _ -> "unsupported";
    };
  }
}
