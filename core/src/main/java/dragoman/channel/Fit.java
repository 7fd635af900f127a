package dragoman.channel;

import dragoman.message.Reply;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Optional;

/**
 * Brings a text within a provider's limit, counted in UTF-16 units, which no provider counts more
 * generously, or in bytes where the provider counts those.
 */
final class Fit {
  private static final String CUT = "…";

  private Fit() {}

  /** Cut where a line may break, so that no word and no composed character is torn. */
  static String within(int limit, String text) {
    if (text.length() <= limit) {
      return text;
    }
    var room = Math.max(0, limit - CUT.length());
    var end = lastBoundary(BreakIterator.getLineInstance(Locale.ROOT), text, room);
    if (end < room / 2) {
      end = lastBoundary(BreakIterator.getCharacterInstance(Locale.ROOT), text, room);
    }
    return text.substring(0, end).stripTrailing() + CUT;
  }

  /** As {@link #within(int, String)}, counted in bytes of UTF-8. */
  static String withinBytes(int limit, String text) {
    if (bytes(text) <= limit) {
      return text;
    }
    // No character takes less than a byte, so this many are at least as many as there is room for.
    var room = Math.min(limit, text.length());
    while (true) {
      var cut = within(room, text);
      var over = bytes(cut) - limit;
      if (over <= 0 || room == 0) {
        return cut;
      }
      // Three bytes at most for each UTF-16 unit: a step that never leaves room unused for long.
      room = Math.max(0, room - Math.max(1, over / 3));
    }
  }

  /** The text and below it the link, which is never cut, counted in bytes of UTF-8. */
  static String withinBytes(int limit, String text, Optional<Reply.Link> link) {
    var below = below(link);
    return withinBytes(Math.max(0, limit - bytes(below)), text) + below;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The text and below it the link, which is never cut. */
  static String within(int limit, String text, Optional<Reply.Link> link) {
    var below = below(link);
    return within(Math.max(0, limit - below.length()), text) + below;
  }

  private static String below(Optional<Reply.Link> link) {
    return link.map(l -> "\n\n" + l.label() + ": " + l.url()).orElse("");
  }

  private static int lastBoundary(BreakIterator boundaries, String text, int room) {
    boundaries.setText(text);
    return boundaries.isBoundary(room) ? room : Math.max(0, boundaries.preceding(room));
  }
}
