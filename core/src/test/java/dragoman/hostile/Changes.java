package dragoman.hostile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that is almost some bytes. */
final class Changes {
  private Changes() {}

  /** Each bit turned, each shorter beginning and end, and every byte before and behind. */
  static List<byte[]> of(byte[] value) {
    var all = new ArrayList<byte[]>();
    for (var bit = 0; bit < value.length * 8; bit++) {
      var turned = value.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      all.add(turned);
    }
    for (var length = 0; length < value.length; length++) {
      all.add(Arrays.copyOf(value, length));
      all.add(Arrays.copyOfRange(value, value.length - length, value.length));
    }
    for (var octet = 0; octet < 256; octet++) {
      var longer = Arrays.copyOf(value, value.length + 1);
      longer[value.length] = (byte) octet;
      all.add(longer);
      var shifted = new byte[value.length + 1];
      System.arraycopy(value, 0, shifted, 1, value.length);
      shifted[0] = (byte) octet;
      all.add(shifted);
    }
    all.removeIf(changed -> Arrays.equals(changed, value));
    return all;
  }
}
