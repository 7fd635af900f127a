package dragoman.channel;

import com.cloudhopper.commons.charset.GSMCharset;
import dragoman.message.Reply;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A reply as an SMS, which is paid for by the segment: 160 characters of the GSM 7-bit alphabet
 * (3GPP TS 23.038), some of which take the place of two, or 70 UTF-16 units as soon as one
 * character is not in it; a message of several segments has 153 or 67 in each.
 *
 * <p>Characters that only look better are given up if the rest is then of the alphabet. With a link
 * to read on, the text ends with the last whole sentence that leaves one segment at least half full
 * of it; otherwise up to {@value #MOST_SEGMENTS} segments are sent. The link stands below, whole.
 */
final class TwilioText {
  static final int MOST_SEGMENTS = 4;

  private static final Set<Character> TAKES_TWO =
      new String(GSMCharset.EXT_CHAR_TABLE)
          .chars()
          .filter(it -> it != 0)
          .mapToObj(it -> (char) it)
          .collect(Collectors.toUnmodifiableSet());

  private TwilioText() {}

  static String sms(String text, Optional<Reply.Link> link) {
    var below = link.map(it -> "\n" + it.url()).orElse("");
    var plain = plain(text);
    var said = !plain.isEmpty() && isGsm(plain + below) ? plain : text;
    if (segments(said + below) == 1) {
      return said + below;
    }
    return (link.isPresent() ? wholeSentences(said, below) : Optional.<String>empty())
        .orElseGet(() -> cut(said, below) + below);
  }

  /** How many SMS it takes; no character is torn in two. */
  static int segments(String text) {
    var gsm = isGsm(text);
    var single = gsm ? 160 : 70;
    var each = gsm ? 153 : 67;
    var units = 0;
    var segments = 1;
    var here = 0;
    for (var i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      var size = size(text.codePointAt(i), gsm);
      units += size;
      if (here + size > each) {
        segments++;
        here = 0;
      }
      here += size;
    }
    return units <= single ? 1 : segments;
  }

  private static int size(int character, boolean gsm) {
    return gsm ? TAKES_TWO.contains((char) character) ? 2 : 1 : Character.charCount(character);
  }

  private static boolean isGsm(String text) {
    return GSMCharset.canRepresent(text);
  }

  /** The text without what is there for its looks; what has a meaning of its own stays. */
  private static String plain(String text) {
    if (isGsm(text)) {
      return text;
    }
    var plain = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .forEach(it -> plain.append(plain(it)));
    return plain.toString().replaceAll(" {2,}", " ").replaceAll(" +(?=\n|$)", "").strip();
  }

  private static String plain(int character) {
    var itself = Character.toString(character);
    if (isGsm(itself)) {
      return itself;
    }
    return switch (character) {
      case '‘', '’', '‚', '‛', '′', '`', '´' -> "'";
      case '“', '”', '„', '‟', '″', '«', '»' -> "\"";
      case '‹' -> "<";
      case '›' -> ">";
      case '‐', '‑', '‒', '–', '—', '―', '−' -> "-";
      case '•', '·', '‣', '◦' -> "-";
      case '→' -> "->";
      default -> isForLooks(character) ? "" : itself;
    };
  }

  private static boolean isForLooks(int character) {
    return Character.isEmoji(character)
        || Character.isEmojiComponent(character)
        || Character.getType(character) == Character.FORMAT;
  }

  /** Empty if no sentence ends in the second half of the room. */
  private static Optional<String> wholeSentences(String text, String below) {
    var sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    for (var end = sentences.last(); end > 0; end = sentences.previous()) {
      var kept = text.substring(0, end).stripTrailing();
      if (segments(kept + below) == 1) {
        var room = (isGsm(kept + below) ? 160 : 70) - below.length();
        return kept.length() * 2 >= room ? Optional.of(kept + below) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Cut where a line may break, if it is too long for the most we send; else within a word. */
  private static String cut(String text, String below) {
    if (segments(text + below) <= MOST_SEGMENTS) {
      return text;
    }
    // No text of more characters fits.
    var most = text.substring(0, Math.min(text.length(), MOST_SEGMENTS * 160));
    var line = cut(BreakIterator.getLineInstance(Locale.ROOT), most, below);
    var word = cut(BreakIterator.getCharacterInstance(Locale.ROOT), most, below);
    return line.length() * 2 >= word.length() ? line : word;
  }

  private static String cut(BreakIterator boundaries, String text, String below) {
    var mark = isGsm(text + below) ? "..." : "…";
    boundaries.setText(text);
    for (var end = boundaries.last(); end > 0; end = boundaries.previous()) {
      var kept = text.substring(0, end).stripTrailing() + mark;
      if (segments(kept + below) <= MOST_SEGMENTS) {
        return kept;
      }
    }
    return "";
  }
}
