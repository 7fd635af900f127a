package dragoman.proof.fuzzing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes bytes without knowing what they mean. */
public final class Bytes {
  private static final List<byte[]> TOKENS =
      List.of(
          new byte[] {(byte) 0xC0, (byte) 0xAF},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
          new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
          new byte[] {(byte) 0xFF},
          new byte[] {0},
          ascii("\\u0000"),
          ascii("\\ud800"),
          ascii("\""),
          ascii("\\"),
          ascii("{"),
          ascii("]"),
          ascii("[[[[[[[["),
          ascii(","),
          ascii(":"),
          ascii("\n"),
          ascii("\t"),
          ascii("&a *a"),
          ascii("!!str "),
          ascii("%zz"),
          ascii("="),
          ascii("&"),
          ascii("-1"),
          ascii("1e999"),
          ascii("NaN"));

  private final List<byte[]> others;

  /**
   * @param others whose parts may turn up in one another
   */
  public Bytes(List<byte[]> others) {
    this.others = List.copyOf(others);
  }

  public byte[] mutated(byte[] input, SplittableRandom dice) {
    var bytes = input.clone();
    var times = 1 + Math.min(dice.nextInt(5), dice.nextInt(5));
    for (var i = 0; i < times; i++) {
      bytes = once(bytes, dice);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes, SplittableRandom dice) {
    var at = dice.nextInt(bytes.length + 1);
    var length = Math.min(bytes.length - at, 1 + dice.nextInt(dice.nextInt(4) == 0 ? 200 : 8));
    return switch (dice.nextInt(9)) {
      case 0, 1 -> flipped(bytes, at, dice);
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> joined(bytes, at, TOKENS.get(dice.nextInt(TOKENS.size())), at);
      case 4 -> joined(bytes, at, TOKENS.get(dice.nextInt(TOKENS.size())), at + length);
      case 5 -> joined(bytes, at, new byte[0], at + length);
      case 6 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
      case 7 -> joined(bytes, at, piece(dice), at);
      default -> {
        var random = new byte[1 + dice.nextInt(8)];
        dice.nextBytes(random);
        yield joined(bytes, at, random, at);
      }
    };
  }

  private byte[] piece(SplittableRandom dice) {
    var other = others.get(dice.nextInt(others.size()));
    var from = dice.nextInt(other.length + 1);
    return Arrays.copyOfRange(other, from, Math.min(other.length, from + dice.nextInt(100)));
  }

  private static byte[] flipped(byte[] bytes, int at, SplittableRandom dice) {
    if (at < bytes.length) {
      bytes[at] ^= (byte) (1 << dice.nextInt(8));
    }
    return bytes;
  }

  /** The bytes before {@code until}, then the middle, then the bytes from {@code from} on. */
  private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
    var joined = new ByteArrayOutputStream(bytes.length + middle.length);
    joined.write(bytes, 0, until);
    joined.writeBytes(middle);
    joined.write(bytes, from, bytes.length - from);
    return joined.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
