package dragoman.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/** A sentence people are sent. */
final class SaidText {
  static final String TICKET = "{ticket}";

  /**
   * The body of a WhatsApp message with a link button, the tightest of the channels (WhatsApp Cloud
   * API, interactive CTA URL messages).
   */
  private static final int MAX_LENGTH = 1024;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");

  private SaidText() {}

  /** A text without any placeholder. */
  static Optional<String> plain(Place place) {
    return place
        .text()
        .filter(text -> fits(place, text))
        .filter(
            text ->
                place.holds(
                    !PLACEHOLDER.matcher(text).find(),
                    "what stands in braces is never filled in here",
                    "write the sentence without {…}"));
  }

  /** A text told at a handover, in which {@code {ticket}} stands for the ticket's number. */
  static Optional<String> handover(Place place) {
    Optional<String> read =
        place
            .text()
            .filter(text -> fits(place, text))
            .filter(
                text ->
                    place.holds(
                        !PLACEHOLDER.matcher(text.replace(TICKET, "")).find(),
                        "only {ticket} is filled in here",
                        "take the other braces out"));
    if (read.isPresent() && !read.get().contains(TICKET)) {
      place.doubtful("the text does not tell the ticket's number", "add {ticket} to it");
    }
    return read;
  }

  private static boolean fits(Place place, String text) {
    int length = text.codePointCount(0, text.length());
    return place.holds(
        length <= MAX_LENGTH,
        "the text has " + length + " characters",
        "shorten it to " + MAX_LENGTH);
  }
}
