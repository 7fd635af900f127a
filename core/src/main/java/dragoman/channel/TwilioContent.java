package dragoman.channel;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What one message says (Twilio, "Twilio's request to your incoming message Webhook URL"). Each
 * file is a content of its own, the first with the words; a kind that is not known is kept as
 * {@link Content.Unsupported}.
 */
final class TwilioContent {
  /** Twilio takes at most ten files in a message. */
  private static final int MOST_FILES = 50;

  /** Shorter texts may well be words that look like base64. */
  private static final int SHORTEST_BASE64 = 60;

  private TwilioContent() {}

  /**
   * Twilio's word for the kind, after the product's where it is not SMS: {@code whatsapp:text}.
   *
   * @param product such as {@code whatsapp}; empty for SMS
   */
  static String type(TwilioForm form, String product) {
    var kind =
        form.text("OptOutType")
            .map(it -> "OptOutType:" + it)
            .or(() -> form.text("MessageType"))
            .orElseGet(() -> kind(form));
    return Fields.word(product.isEmpty() ? kind : product + ":" + kind);
  }

  private static String kind(TwilioForm form) {
    if (button(form).isPresent()) {
      return "button";
    }
    return hasFiles(form) ? "media" : place(form).isPresent() ? "location" : "text";
  }

  /** At least one. */
  static List<Content> of(TwilioForm form, String product) {
    var words = form.text("Body").map(body -> product.isEmpty() ? decoded(body) : body);
    var files = files(form, product, words);
    if (!files.isEmpty()) {
      return files;
    }
    var button = button(form);
    if (button.isPresent()) {
      return List.of(button.get());
    }
    var said =
        Stream.of(place(form), words.<Content>map(Content.Text::new))
            .flatMap(Optional::stream)
            .toList();
    return said.isEmpty() ? List.of(new Content.Unsupported(type(form, product))) : said;
  }

  private static boolean hasFiles(TwilioForm form) {
    return form.text("MediaUrl0").isPresent()
        || form.text("NumMedia").filter(it -> !it.equals("0")).isPresent();
  }

  private static List<Content> files(TwilioForm form, String product, Optional<String> words) {
    var files = new ArrayList<Content>();
    for (var i = 0; i < MOST_FILES; i++) {
      var url = form.text("MediaUrl" + i);
      if (url.isPresent()) {
        var mime = form.text("MediaContentType" + i);
        files.add(
            new Content.Media(
                kind(mime.orElse(""), product),
                url.get(),
                mime,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                files.isEmpty() ? words : Optional.empty()));
      }
    }
    return files;
  }

  private static MediaKind kind(String mime, String product) {
    if (mime.equals("image/webp") && !product.isEmpty()) {
      return MediaKind.STICKER;
    }
    return MediaKind.of(mime);
  }

  private static Optional<Content> button(TwilioForm form) {
    var title = form.text("ButtonText").or(() -> form.text("ListTitle"));
    var payload =
        form.text("ButtonPayload")
            .or(() -> form.text("ListId"))
            .or(() -> form.text("InteractiveData"));
    return title.isEmpty() && payload.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Content.Tap(
                title.orElse(""),
                payload.orElse(""),
                form.text("OriginalRepliedMessageSid").filter(id -> id.length() <= Fields.MAX_ID)));
  }

  private static Optional<Content> place(TwilioForm form) {
    return Content.Location.of(
        degrees(form, "Latitude"),
        degrees(form, "Longitude"),
        form.text("Label"),
        form.text("Address"));
  }

  private static OptionalDouble degrees(TwilioForm form, String name) {
    return form.text(name)
        .filter(text -> text.matches("-?[0-9]{1,3}(\\.[0-9]{1,20})?"))
        .map(text -> OptionalDouble.of(Double.parseDouble(text)))
        .orElse(OptionalDouble.empty());
  }

  /**
   * A long SMS that came in parts sometimes arrives as base64 (nyaruka/courier decodes it, too).
   * Taken for it only if it is nothing else: strict base64 of a whole UTF-8 text, most of it ASCII
   * and none of it a control character.
   */
  private static String decoded(String body) {
    var text = body.replaceAll("[\r\n]", "").strip();
    if (text.length() < SHORTEST_BASE64 || !text.matches("([A-Za-z0-9+/]{4})*[A-Za-z0-9+/=]{4}")) {
      return body;
    }
    return Signature.base64(text)
        .filter(bytes -> Base64.getEncoder().encodeToString(bytes).equals(text))
        .flatMap(TwilioContent::utf8)
        .filter(
            plain ->
                plain.codePoints().filter(it -> it < 128).count() * 2 >= plain.codePoints().count()
                    && plain
                        .codePoints()
                        .allMatch(it -> it == '\n' || it == '\r' || !Character.isISOControl(it)))
        .orElse(body);
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
