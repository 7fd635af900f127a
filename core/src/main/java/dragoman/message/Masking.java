package dragoman.message;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes what a person said fit to be shown to people who need the matter, not the person: card
 * numbers, phone numbers, e-mail addresses, IBANs and every other run of seven or more digits, in
 * any script's digits, give way to a word in brackets. Everything else keeps its script.
 *
 * <p>It errs on the side of masking: an order number or an amount of seven digits goes too. Dates
 * with a four-digit year stay, because a complaint without its date helps nobody.
 */
public final class Masking {
  private static final int MIN_DIGITS = 7;
  private static final int MIN_IBAN = 15;
  private static final int MAX_IBAN = 34;

  private static final Pattern EMAIL =
      Pattern.compile(
          "(?<![\\p{L}\\p{M}\\p{N}._%+'-])[\\p{L}\\p{M}\\p{N}._%+'-]++"
              + "(?:[@\uff20\ufe6b]|\\s?[\\[(]at[\\])]\\s?)"
              + "[\\p{L}\\p{M}\\p{N}.-]++",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern IBAN_START =
      Pattern.compile("(?<![\\p{L}\\p{N}])[A-Za-z\uff21-\uff3a\uff41-\uff5a]{2}\\p{Nd}{2}");

  private static final String DATE =
      "(?:(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:19|20)\\d\\d)";

  /** A date as it is, or digits with at most three signs between each two of them. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{Nd}+])(?<date>"
              + DATE
              + ")(?![-/.]?\\p{Nd})"
              + "|[+\uff0b]?\\p{Nd}(?:[\\p{Z}\\p{Pd}\\p{M}()./·•*_~|\\s]{0,3}+\\p{Nd})*+");

  private Masking() {}

  /**
   * The beginning of what was said, on one line, masked, at most {@code limit} code points long and
   * never ending inside a character as people see it; an ellipsis shows that there was more.
   */
  public static String excerpt(String text, int limit) {
    return cut(mask(clean(text)), limit);
  }

  /** The text with every number and address that could tell who somebody is taken out. */
  public static String mask(String text) {
    var withoutMail = EMAIL.matcher(text).replaceAll("[e-mail]");
    return NUMBER.matcher(withoutIbans(withoutMail)).replaceAll(Masking::word);
  }

  /**
   * The text on one line without what cannot be seen: controls, marks that turn the direction of
   * writing, letters and marks drawn as nothing. Joiners stay where a script or an emoji needs
   * them. A lone surrogate becomes U+FFFD.
   */
  public static String clean(String text) {
    var out = new StringBuilder(text.length());
    var points = text.codePoints().toArray();
    for (var i = 0; i < points.length; i++) {
      var point = points[i];
      if (isBlank(point)) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
          out.append(' ');
        }
      } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        out.append('\ufffd');
      } else if (isJoiner(point)
          ? !out.isEmpty()
              && joins(out.codePointBefore(out.length()))
              && i + 1 < points.length
              && joins(points[i + 1])
          : !isInvisible(point)) {
        out.appendCodePoint(point);
      }
    }
    return out.toString().strip();
  }

  /** At most {@code limit} code points, the last an ellipsis where something was cut off. */
  public static String cut(String text, int limit) {
    if (text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    if (limit <= 0) {
      return "";
    }
    var end = text.offsetByCodePoints(0, limit - 1);
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    var whole = characters.isBoundary(end) ? end : characters.preceding(end);
    return text.substring(0, whole > 0 ? whole : end).stripTrailing() + "…";
  }

  private static String word(MatchResult found) {
    if (found.group("date") != null) {
      return Matcher.quoteReplacement(found.group());
    }
    var digits =
        found
            .group()
            .codePoints()
            .filter(Character::isDigit)
            .map(c -> Character.digit(c, 10))
            .toArray();
    if (digits.length < MIN_DIGITS) {
      return Matcher.quoteReplacement(found.group());
    }
    if (found.group().startsWith("+") || found.group().startsWith("\uff0b")) {
      return "[phone]";
    }
    return digits.length >= 13 && digits.length <= 19 && luhn(digits) ? "[card]" : "[number]";
  }

  /** ISO/IEC 7812-1: every second digit from the right doubled, the sum a multiple of ten. */
  private static boolean luhn(int[] digits) {
    var sum = 0;
    for (var i = 0; i < digits.length; i++) {
      var digit = digits[digits.length - 1 - i] * (i % 2 == 0 ? 1 : 2);
      sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
  }

  private static String withoutIbans(String text) {
    var out = new StringBuilder();
    var from = 0;
    var start = IBAN_START.matcher(text);
    while (start.find(from)) {
      var end = ibanEnd(text, start.start());
      out.append(text, from, start.start());
      if (end > 0) {
        out.append("[iban]");
        from = end;
      } else {
        out.append(start.group());
        from = start.end();
      }
    }
    return out.append(text, from, text.length()).toString();
  }

  /** Where the longest IBAN (ISO 13616: the remainder by 97 is 1) that starts here ends, or -1. */
  private static int ibanEnd(String text, int start) {
    var signs = new StringBuilder();
    var end = -1;
    for (var i = start; i < text.length() && signs.length() < MAX_IBAN; ) {
      var point = text.codePointAt(i);
      var sign = Character.digit(point, 36);
      var next = i + Character.charCount(point);
      if (sign >= 0) {
        signs.append(Character.forDigit(sign, 36));
        if (signs.length() >= MIN_IBAN && endsWord(text, next) && isIban(signs)) {
          end = next;
        }
      } else if (!(Character.isSpaceChar(point) || point == '-')
          || next >= text.length()
          || Character.digit(text.codePointAt(next), 36) < 0) {
        break;
      }
      i = next;
    }
    return end;
  }

  private static boolean endsWord(String text, int at) {
    return at >= text.length() || !Character.isLetterOrDigit(text.codePointAt(at));
  }

  private static boolean isIban(CharSequence signs) {
    var remainder = 0;
    for (var i = 0; i < signs.length(); i++) {
      var value = Character.digit(signs.charAt((i + 4) % signs.length()), 36);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder == 1;
  }

  private static boolean isBlank(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85;
  }

  private static boolean isJoiner(int point) {
    return point == 0x200c || point == 0x200d;
  }

  /** What a joiner may stand beside: emoji and their parts, and letters of scripts that join. */
  private static boolean joins(int point) {
    if (isInvisible(point) || isBlank(point) || Character.isDigit(point)) {
      return false;
    }
    return switch (Character.UnicodeScript.of(point)) {
      case LATIN, GREEK, CYRILLIC, HAN, HANGUL, HIRAGANA, KATAKANA, UNKNOWN -> false;
      case COMMON, INHERITED -> point > 0x2000;
      default -> true;
    };
  }

  /** Unicode's format controls and the letters and marks it draws as nothing. */
  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE -> true;
      default ->
          point == 0x034f
              || point == 0x115f
              || point == 0x1160
              || point == 0x17b4
              || point == 0x17b5
              || point >= 0x180b && point <= 0x180f
              || point == 0x2800
              || point == 0x3164
              || point == 0xffa0
              || point >= 0xe0000 && point <= 0xe0fff
              || (point & 0xfffe) == 0xfffe;
    };
  }
}
