package dragoman.intent;

import java.util.Arrays;
import java.util.List;

/**
 * What can be seen in a text before anything is learnt, as 64-bit hashes in three blocks.
 *
 * @param words the normalised words
 * @param phrases word 1-2-grams, start and end marked, Brahmic words in Latin letters
 * @param spellings character 2-5-grams inside each of those words
 * @param sounds phonetic-key 1-2-grams, so that scripts share what they sound like
 * @param wordHashes for each word its hash in {@code phrases}
 * @param keyHashes for each word its hash in {@code sounds}; 0 for a word without a key
 */
record Features(
    List<String> words,
    long[] phrases,
    long[] spellings,
    long[] sounds,
    long[] wordHashes,
    long[] keyHashes) {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 5;

  /** Longer words are told apart by their beginning; a bound against hostile input. */
  private static final int WORD_LIMIT = 40;

  /** A text this long is a person's work anyway. */
  private static final int WORDS_LIMIT = 200;

  static Features of(String text) {
    List<String> all = Normaliser.words(text);
    List<String> words = all.size() > WORDS_LIMIT ? all.subList(0, WORDS_LIMIT) : all;
    long[] wordHashes = new long[words.size()];
    long[] keyHashes = new long[words.size()];
    var spellings = new Hashes();
    for (int i = 0; i < wordHashes.length; i++) {
      String word = Romaniser.romanise(words.get(i));
      wordHashes[i] = hash(1, word, 0, word.length());
      String key = Romaniser.key(word);
      keyHashes[i] = key.isEmpty() ? 0 : hash(2, key, 0, key.length());
      grams("<" + word.substring(0, Math.min(word.length(), WORD_LIMIT)) + ">", spellings);
    }
    return new Features(
        words,
        chained(wordHashes, 1),
        spellings.taken(),
        chained(keyHashes, 2),
        wordHashes,
        keyHashes);
  }

  private static void grams(String word, Hashes into) {
    for (int from = 0; from < word.length(); from++) {
      int to = Math.min(word.length(), from + LONGEST);
      for (int end = from + SHORTEST; end <= to; end++) {
        into.add(hash(3, word, from, end));
      }
    }
  }

  /** Each hash, and each pair of neighbours with the borders of the text as neighbours too. */
  private static long[] chained(long[] hashes, long block) {
    var out = new Hashes();
    long before = block;
    for (long hash : hashes) {
      if (hash == 0) {
        continue;
      }
      out.add(hash);
      out.add(mix(before * 31 + hash));
      before = hash;
    }
    if (out.size > 0) {
      out.add(mix(before * 31 + ~block));
    }
    return out.taken();
  }

  private static long hash(long block, String text, int from, int to) {
    long hash = 0xcbf29ce484222325L + block;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mix(hash);
  }

  /** The finaliser of SplitMix64; 0 is kept free to mean "none". */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    z = z ^ (z >>> 31);
    return z == 0 ? 1 : z;
  }

  private static final class Hashes {
    private long[] values = new long[64];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    long[] taken() {
      long[] sorted = Arrays.copyOf(values, size);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
