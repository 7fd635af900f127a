package dragoman.channel;

import dragoman.message.Reply;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Optional;

/** Brings a text within a provider's limit; without a unit it is counted in UTF-16 units. */
final class Fit {
  private static final String CUT = "…";

  private Fit() {}

  /** Cut where a line may break, so that no word and no composed character is torn. */
  static String within(int limit, String text) {
    return text.length() <= limit ? text : cut(text, Math.max(0, limit - CUT.length()));
  }

  /** The text and below it the link, which is never cut. */
  static String within(int limit, String text, Optional<Reply.Link> link) {
    var below = below(link);
    return within(Math.max(0, limit - below.length()), text) + below;
  }

  /** The same, in the unit of the limit. */
  static String within(Capability.Text limit, String text, Optional<Reply.Link> link) {
    return switch (limit.unit()) {
      case CHARACTERS -> within(limit.limit(), text, link);
      case BYTES -> {
        var below = below(link);
        yield withinBytes(Math.max(0, limit.limit() - bytes(below)), text) + below;
      }
    };
  }

  private static String withinBytes(int limit, String text) {
    return bytes(text) <= limit ? text : cut(text, unitsOf(text, limit - bytes(CUT)));
  }

  private static String below(Optional<Reply.Link> link) {
    return link.map(l -> "\n\n" + l.label() + ": " + l.url()).orElse("");
  }

  /** The text's start of at most {@code room} UTF-16 units, and a sign that more was said. */
  private static String cut(String text, int room) {
    var end = lastBoundary(BreakIterator.getLineInstance(Locale.ROOT), text, room);
    if (end < room / 2) {
      end = lastBoundary(BreakIterator.getCharacterInstance(Locale.ROOT), text, room);
    }
    return text.substring(0, end).stripTrailing() + CUT;
  }

  private static int bytes(String text) {
    return text.codePoints().map(Fit::bytes).sum();
  }

  /** A lone surrogate is sent as U+FFFD, which has the three bytes it would have. */
  private static int bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  /** How many UTF-16 units of the text fit into so many bytes. */
  private static int unitsOf(String text, int room) {
    var units = 0;
    var used = 0;
    while (units < text.length()) {
      var codePoint = text.codePointAt(units);
      used += bytes(codePoint);
      if (used > room) {
        break;
      }
      units += Character.charCount(codePoint);
    }
    return units;
  }

  private static int lastBoundary(BreakIterator boundaries, String text, int room) {
    boundaries.setText(text);
    return boundaries.isBoundary(room) ? room : Math.max(0, boundaries.preceding(room));
  }
}
