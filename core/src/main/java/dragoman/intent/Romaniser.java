package dragoman.intent;

/**
 * Reads the nine Brahmic scripts of India as Latin letters, and any Latin word as a phonetic key,
 * so that {@code कैसे} and {@code kaise}, {@code nahi} and {@code nahin} meet. The scripts share
 * one table because Unicode lays their blocks out alike (Unicode Standard, chapter 12: the order
 * follows ISCII-1988).
 */
final class Romaniser {
  private static final int FIRST = 0x0900;
  private static final int LAST = 0x0D7F;

  /** From Odia on the vowel at the end of a word is spoken; before, in the north, it is not. */
  private static final int SCHWA_KEPT = 0x0B00;

  private static final int BLOCK = 0x80;
  private static final int CONSONANTS = 0x15;
  private static final int CONSONANTS_END = 0x39;
  private static final int VOWEL_SIGNS = 0x3E;
  private static final int VIRAMA = 0x4D;

  /** What stands at an offset of a block; {@code .} for what is not heard. */
  private static final String[] SOUNDS =
      ("n n n h a a a i i u u ri li e e e ai o o o au "
              + "k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v "
              + "sh sh s h . . . . a i i u u ri ri e e e ai o o o au . t .")
          .split(" ");

  private Romaniser() {}

  /**
   * The phonetic key of a word in Latin letters; empty for a word in another script. Short {@code
   * a} is not in it except at the start: that is the vowel Brahmic letters carry unwritten and chat
   * spelling drops ({@code kr} for {@code kar}).
   */
  static String key(String word) {
    boolean latin = !word.isEmpty() && word.charAt(0) >= 'a' && word.charAt(0) <= 'z';
    return latin ? squeeze(word) : "";
  }

  /** The word in Latin letters; what is not Brahmic stays as it is. */
  static String romanise(String word) {
    var out = new StringBuilder(word.length() * 2);
    for (int i = 0; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (letter < FIRST || letter > LAST) {
        out.append(letter);
        continue;
      }
      int offset = letter % BLOCK;
      boolean last = i + 1 == word.length();
      out.append(last && isSouthernM(letter) ? "m" : sound(letter, offset));
      boolean carriesVowel =
          (offset >= CONSONANTS && offset <= CONSONANTS_END) || exceptional(letter);
      boolean silent = last && i > 0 && letter < SCHWA_KEPT;
      if (carriesVowel && !silent && !vowelFollows(word, i + 1)) {
        out.append('a');
      }
    }
    return out.toString();
  }

  private static boolean vowelFollows(String word, int next) {
    if (next >= word.length() || word.charAt(next) < FIRST || word.charAt(next) > LAST) {
      return false;
    }
    int offset = word.charAt(next) % BLOCK;
    return offset >= VOWEL_SIGNS && offset <= VIRAMA;
  }

  private static String sound(char letter, int offset) {
    return switch (letter) {
      case 'ৰ', 'ੜ' -> "r";
      case 'ৱ', 'ୱ' -> "v";
      case 'ୟ' -> "y";
      case 'ੰ', 'ൺ', 'ൻ' -> "n";
      case 'ർ' -> "r";
      case 'ൽ', 'ൾ' -> "l";
      case 'ൿ' -> "k";
      default -> offset < SOUNDS.length && !SOUNDS[offset].equals(".") ? SOUNDS[offset] : "";
    };
  }

  /** In the south the dot at the end of a word is an m, elsewhere it makes the vowel nasal. */
  private static boolean isSouthernM(char letter) {
    return letter == 'ం' || letter == 'ಂ' || letter == 'ം';
  }

  private static boolean exceptional(char letter) {
    return switch (letter) {
      case 'ৰ', 'ੜ', 'ৱ', 'ୱ', 'ୟ' -> true;
      default -> false;
    };
  }

  private static String squeeze(String latin) {
    var key = new StringBuilder(latin.length());
    int n = latin.length();
    for (int i = 0; i < n; i++) {
      char here = latin.charAt(i);
      char next = i + 1 < n ? latin.charAt(i + 1) : ' ';
      switch (here) {
        case 'a' -> {
          if (next == 'u' || next == 'w') {
            put(key, 'u');
            i++;
          } else if (next == 'i' || next == 'y' || next == 'e') {
            put(key, 'i');
            i++;
          } else if (key.isEmpty()) {
            put(key, 'a');
          }
        }
        case 'e' -> {
          boolean unstressed = next == 'r' && i + 2 == n && !key.isEmpty();
          if (!unstressed) {
            put(key, 'i');
          }
        }
        case 'i', 'y' -> put(key, 'i');
        case 'o', 'u' -> put(key, 'u');
        case 'c' -> {
          switch (next) {
            case 'h' -> put(key, 'c');
            case 'e', 'i', 'y' -> put(key, 's');
            case 'k' -> {}
            default -> put(key, 'k');
          }
        }
        case 'h' -> {
          if (key.isEmpty() || isVowel(latin.charAt(i - 1)) || latin.charAt(i - 1) == 'n') {
            put(key, 'h');
          }
        }
        case 'n' -> put(key, next == 'p' || next == 'b' ? 'm' : 'n');
        case 'p' -> put(key, next == 'h' ? 'f' : 'p');
        case 'q' -> put(key, 'k');
        case 'x' -> {
          put(key, 'k');
          put(key, 's');
        }
        case 'z' -> put(key, 'j');
        case 'w' -> put(key, 'v');
        default -> put(key, here);
      }
    }
    int end = key.length() - 1;
    if (end > 1 && key.charAt(end) == 'n' && isVowel(key.charAt(end - 1))) {
      key.setLength(end);
    }
    return key.toString();
  }

  private static void put(StringBuilder key, char letter) {
    if (key.isEmpty() || key.charAt(key.length() - 1) != letter) {
      key.append(letter);
    }
  }

  private static boolean isVowel(char letter) {
    return switch (letter) {
      case 'a', 'e', 'i', 'o', 'u', 'y' -> true;
      default -> false;
    };
  }
}
