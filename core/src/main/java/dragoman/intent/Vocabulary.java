package dragoman.intent;

import java.util.Arrays;
import java.util.List;

/**
 * The features of a training set with their rarity, in an open-addressing table: no two features
 * share a place, and what was never seen is known to be unseen.
 */
final class Vocabulary {
  private static final long NONE = 0;

  private final long[] hashes;
  private final int[] places;
  private final float[] rarity;
  private final float rarityOfUnseen;
  private final int size;

  private Vocabulary(long[] hashes, int[] places, float[] rarity, float rarityOfUnseen, int size) {
    this.hashes = hashes;
    this.places = places;
    this.rarity = rarity;
    this.rarityOfUnseen = rarityOfUnseen;
    this.size = size;
  }

  /** A sparse vector, indices rising. */
  record Vector(int[] index, float[] value) {}

  static Vocabulary of(List<Features> texts) {
    int upper = 0;
    for (Features text : texts) {
      upper += text.phrases().length + text.spellings().length + text.sounds().length;
    }
    int capacity = Integer.highestOneBit(Math.max(upper, 8)) * 2;
    var growing = new Vocabulary(new long[capacity], new int[capacity], new float[upper], 0, 0);
    int size = 0;
    for (Features text : texts) {
      size = growing.count(text.phrases(), size);
      size = growing.count(text.spellings(), size);
      size = growing.count(text.sounds(), size);
    }
    float[] rarity = Arrays.copyOf(growing.rarity, size);
    for (int i = 0; i < size; i++) {
      rarity[i] = idf(texts.size(), rarity[i]);
    }
    return new Vocabulary(growing.hashes, growing.places, rarity, idf(texts.size(), 0), size);
  }

  int size() {
    return size;
  }

  boolean knows(long hash) {
    return hash != NONE && place(hash) >= 0;
  }

  /** Share of the words seen in training, in any spelling that sounds alike; 0 without words. */
  double knownShare(Features text) {
    int known = 0;
    int words = 0;
    for (int i = 0; i < text.wordHashes().length; i++) {
      if (text.words().get(i).equals("?")) {
        continue;
      }
      words++;
      if (knows(text.wordHashes()[i]) || knows(text.keyHashes()[i])) {
        known++;
      }
    }
    return words == 0 ? 0 : (double) known / words;
  }

  /** The blocks, each of the same length, what is unseen counted in that length; in all 1. */
  Vector vector(Features text) {
    int room = text.phrases().length + text.spellings().length + text.sounds().length;
    long[] packed = new long[room];
    int blocks =
        Math.min(1, text.phrases().length)
            + Math.min(1, text.spellings().length)
            + Math.min(1, text.sounds().length);
    int filled = 0;
    for (long[] block : List.of(text.phrases(), text.spellings(), text.sounds())) {
      filled = block(block, blocks, packed, filled);
    }
    Arrays.sort(packed, 0, filled);
    int[] index = new int[filled];
    float[] value = new float[filled];
    for (int i = 0; i < filled; i++) {
      index[i] = (int) (packed[i] >>> 32);
      value[i] = Float.intBitsToFloat((int) packed[i]);
    }
    return new Vector(index, value);
  }

  private int block(long[] sorted, int blocks, long[] packed, int from) {
    int filled = from;
    double squares = 0;
    for (int i = 0; i < sorted.length; ) {
      int start = i;
      while (i < sorted.length && sorted[i] == sorted[start]) {
        i++;
      }
      int place = place(sorted[start]);
      double frequency = i - start == 1 ? 1 : 1 + Math.log(i - start);
      float weight = (float) (frequency * (place < 0 ? rarityOfUnseen : rarity[place]));
      squares += weight * weight;
      if (place >= 0) {
        packed[filled++] = pack(place, weight);
      }
    }
    float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares * blocks));
    for (int i = from; i < filled; i++) {
      float weight = Float.intBitsToFloat((int) packed[i]);
      packed[i] = pack((int) (packed[i] >>> 32), weight * scale);
    }
    return filled;
  }

  private static long pack(int place, float weight) {
    return (long) place << 32 | Float.floatToIntBits(weight) & 0xffffffffL;
  }

  private int count(long[] sorted, int size) {
    int grown = size;
    for (int i = 0; i < sorted.length; i++) {
      if (i > 0 && sorted[i] == sorted[i - 1]) {
        continue;
      }
      int slot = slot(sorted[i]);
      if (hashes[slot] == NONE) {
        hashes[slot] = sorted[i];
        places[slot] = grown++;
      }
      rarity[places[slot]]++;
    }
    return grown;
  }

  private int place(long hash) {
    int slot = slot(hash);
    return hashes[slot] == NONE ? -1 : places[slot];
  }

  private int slot(long hash) {
    int mask = hashes.length - 1;
    int slot = (int) hash & mask;
    while (hashes[slot] != NONE && hashes[slot] != hash) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private static float idf(int texts, float holding) {
    return (float) (1 + Math.log((1.0 + texts) / (1.0 + holding)));
  }
}
