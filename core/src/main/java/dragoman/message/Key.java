package dragoman.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An identity: the SHA-256 of the parts that name a thing, as 64 lower-case hex digits, which every
 * AWS group, deduplication and partition id accepts.
 *
 * <p>Each part is written with its length before it, so that no two lists of parts can collide by
 * sharing separators.
 */
final class Key {
  private Key() {}

  static String of(String... parts) {
    var digest = sha256();
    for (var part : parts) {
      var bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String checked(String value, String what) {
    if (value == null || !value.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(what + " must be 64 lower-case hex digits");
    }
    return value;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
