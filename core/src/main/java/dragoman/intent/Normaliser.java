package dragoman.intent;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One spelling for texts that a reader would call the same: compatibility forms, case, digits of
 * any script, Arabic letter variants, vowel marks, nukta and joiners, elongation, punctuation and
 * emoji. A question mark stays, as a word of its own.
 */
final class Normaliser {
  private static final int LONGEST_RUN = 2;

  private Normaliser() {}

  /** The words of the text, normalised; none if it holds neither letter nor digit. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    var word = new StringBuilder();
    String normal = normalise(text);
    for (int i = 0; i < normal.length(); ) {
      int point = normal.codePointAt(i);
      i += Character.charCount(point);
      boolean alone = point == '?' || Character.isIdeographic(point);
      if (point == ' ' || alone) {
        flush(word, words);
      }
      if (alone) {
        words.add(Character.toString(point));
      } else if (point != ' ') {
        word.appendCodePoint(point);
      }
    }
    flush(word, words);
    return List.copyOf(words);
  }

  /** The normalised text: words and question marks with one space between them. */
  static String normalise(String text) {
    String taken =
        Normalizer.normalize(
            Normalizer.normalize(text, Form.NFKD).toLowerCase(Locale.ROOT), Form.NFKD);
    var out = new StringBuilder(taken.length());
    int last = -1;
    int run = 0;
    for (int i = 0; i < taken.length(); ) {
      int point = taken.codePointAt(i);
      i += Character.charCount(point);
      if (vanishes(point)) {
        continue;
      }
      int kept = kept(point);
      run = kept == last ? run + 1 : 1;
      last = kept;
      boolean repeated = kept == ' ' || kept == '?' ? run > 1 : run > LONGEST_RUN;
      if (!repeated || Character.isDigit(kept)) {
        out.appendCodePoint(kept);
      }
    }
    return Normalizer.normalize(out, Form.NFC).strip();
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(longNumber(word) ? "#" : word.toString());
      word.setLength(0);
    }
  }

  /** An order number says that there is one, not what is wanted. */
  private static boolean longNumber(StringBuilder word) {
    return word.length() > 3 && word.chars().allMatch(Character::isDigit);
  }

  private static boolean vanishes(int point) {
    return switch (point) {
      case '\'', '’', '‘', 'ʼ', '`', '´', 'ـ', 'ٰ' -> true;
      // Nukta, in the scripts that have one.
      case 0x093C, 0x09BC, 0x0A3C, 0x0ABC, 0x0B3C, 0x0CBC -> true;
      default ->
          (point >= 0x0300 && point <= 0x036F)
              || (point >= 0x064B && point <= 0x065F)
              || (point >= 0xFE00 && point <= 0xFE0F)
              || Character.getType(point) == Character.FORMAT;
    };
  }

  private static int kept(int point) {
    int digit = Character.digit(point, 10);
    if (digit >= 0 && Character.isDigit(point)) {
      return '0' + digit;
    }
    return switch (point) {
      case 'ٱ' -> 'ا';
      case 'ى', 'ی', 'ے' -> 'ي';
      case 'ة', 'ہ', 'ھ', 'ە', 'ۃ' -> 'ه';
      case 'ک' -> 'ك';
      case 'ں' -> 'ن';
      case '?', '؟' -> '?';
      default -> Character.isLetter(point) || isMark(point) ? point : ' ';
    };
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
