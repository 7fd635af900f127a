package dragoman.channel;

import dragoman.message.Reply;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Optional;

/**
 * Brings a text within a provider's limit, counted in UTF-16 units, which no provider counts more
 * generously.
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

  /** The text and below it the link, which is never cut. */
  static String within(int limit, String text, Optional<Reply.Link> link) {
    var below = link.map(l -> "\n\n" + l.label() + ": " + l.url()).orElse("");
    return within(Math.max(0, limit - below.length()), text) + below;
  }

  private static int lastBoundary(BreakIterator boundaries, String text, int room) {
    boundaries.setText(text);
    return boundaries.isBoundary(room) ? room : Math.max(0, boundaries.preceding(room));
  }
}
