package dragoman.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of a text, and which languages a word speaks for after {@code words.txt}. */
final class Words {
  private static final String WEAK = "~";

  private static final Map<String, Set<String>> LANGUAGES = read();

  private Words() {}

  /**
   * The words of a text in small letters and one Unicode form, apostrophes joined. What holds a
   * digit, an address or a handle says nothing of its language and is left out.
   */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (String piece : text.split("\\s+")) {
      if (!isAddress(piece)) {
        split(Normalizer.normalize(piece, Form.NFKC).toLowerCase(Locale.ROOT), words);
      }
    }
    return words;
  }

  /** The tags of the languages a word speaks for, with {@code ~} where weakly; mostly none. */
  static Set<String> languagesOf(String word) {
    return LANGUAGES.getOrDefault(word, Set.of());
  }

  private static boolean isAddress(String piece) {
    return piece.contains("@") || piece.contains("://") || piece.startsWith("www.");
  }

  private static void split(String piece, List<String> words) {
    var word = new StringBuilder();
    boolean digits = false;
    int last = 0;
    int run = 0;
    for (int i = 0; i <= piece.length(); ) {
      int point = i < piece.length() ? piece.codePointAt(i) : ' ';
      i += Character.charCount(point);
      if (isSilent(point)) {
        continue;
      }
      if (Character.isDigit(point)) {
        digits = true;
      } else if (Character.isLetter(point) || isMark(point)) {
        run = point == last ? run + 1 : 1;
        // "pleaaase": nobody writes a letter three times who does not draw it out.
        if (run == 3) {
          word.setLength(word.length() - Character.charCount(point));
        }
        if (run < 3) {
          word.appendCodePoint(point);
        }
      } else {
        if (!word.isEmpty() && !digits) {
          words.add(word.toString());
        }
        word.setLength(0);
        digits = false;
      }
      last = point;
    }
  }

  private static boolean isSilent(int point) {
    return point == '\''
        || point == '’'
        || point == 'ـ'
        || (point >= 0x064B && point <= 0x0652)
        || Character.getType(point) == Character.FORMAT;
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> languages = new HashMap<>();
    try (InputStream file = Words.class.getResourceAsStream("words.txt");
        var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int colon = line.indexOf(':');
        if (line.startsWith("#") || colon < 0) {
          continue;
        }
        List<String> tags = List.of(line.substring(0, colon).split(" "));
        for (String word : of(line.substring(colon + 1))) {
          languages.computeIfAbsent(word, unseen -> new HashSet<>()).addAll(tags);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("words.txt cannot be read", e);
    }
    languages.replaceAll((word, tags) -> Set.copyOf(tags));
    return Map.copyOf(languages);
  }

  static boolean isWeak(String tag) {
    return tag.endsWith(WEAK);
  }

  static String strong(String tag) {
    return isWeak(tag) ? tag.substring(0, tag.length() - 1) : tag;
  }
}
