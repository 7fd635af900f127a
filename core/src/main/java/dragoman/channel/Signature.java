package dragoman.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What every signature check is made of: comparison in constant time over values of one length,
 * against every live secret without an early exit. Without a secret nothing is genuine, and what
 * cannot be decoded is false, never an exception.
 */
public final class Signature {
  /** The length of an HMAC-SHA256, in bytes. */
  public static final int LENGTH = 32;

  /** The length of an HMAC-SHA1, in bytes. */
  static final int SHA1_LENGTH = 20;

  /** The length of an HMAC-SHA512, in bytes. */
  public static final int SHA512_LENGTH = 64;

  private Signature() {}

  /** Whether one of the keys signs the message so. */
  public static boolean matches(List<byte[]> keys, byte[] message, byte[] presented) {
    return matches(keys, message, List.of(presented));
  }

  /** Whether one of the keys signs one of the messages so, with HMAC-SHA1. */
  static boolean matchesSha1(List<byte[]> keys, List<byte[]> messages, byte[] presented) {
    var genuine = false;
    for (var key : keys) {
      for (var message : messages) {
        genuine |= key.length > 0 && MessageDigest.isEqual(hmacSha1(key, message), presented);
      }
    }
    return genuine;
  }

  /**
   * Whether one of the keys signs the message in one of these ways; each key signs only once, so
   * that many signatures cost no more than one.
   */
  static boolean matches(List<byte[]> keys, byte[] message, List<byte[]> presented) {
    return matches("HmacSHA256", keys, message, presented);
  }

  /** As {@link #matches(List, byte[], byte[])}, with SHA-512. */
  public static boolean matchesSha512(List<byte[]> keys, byte[] message, byte[] presented) {
    return matches("HmacSHA512", keys, message, List.of(presented));
  }

  private static boolean matches(
      String algorithm, List<byte[]> keys, byte[] message, List<byte[]> presented) {
    var genuine = false;
    for (var key : keys) {
      if (key.length > 0) {
        var hmac = hmac(algorithm, key, message);
        for (var one : presented) {
          genuine |= MessageDigest.isEqual(hmac, one);
        }
      }
    }
    return genuine;
  }

  /**
   * Whether one of the secrets was presented as it is, for providers that sign nothing and send a
   * shared secret. Digests are compared, so that the time tells nothing of the secret's length.
   */
  public static boolean isOneOf(List<Secret> secrets, String presented) {
    var digest = sha256(presented.getBytes(StandardCharsets.UTF_8));
    var genuine = false;
    for (var secret : secrets) {
      genuine |= MessageDigest.isEqual(sha256(secret.bytes()), digest);
    }
    return genuine;
  }

  /**
   * @throws IllegalArgumentException if the key is empty
   */
  public static byte[] hmacSha256(byte[] key, byte[] message) {
    return hmac("HmacSHA256", key, message);
  }

  /**
   * For providers that know nothing newer. As an HMAC it is not known to be broken (RFC 6194).
   *
   * @throws IllegalArgumentException if the key is empty
   */
  static byte[] hmacSha1(byte[] key, byte[] message) {
    return hmac("HmacSHA1", key, message);
  }

  /**
   * @throws IllegalArgumentException if the key is empty
   */
  public static byte[] hmacSha512(byte[] key, byte[] message) {
    return hmac("HmacSHA512", key, message);
  }

  private static byte[] hmac(String algorithm, byte[] key, byte[] message) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  /** What {@link #fromHex} reads. */
  static String toHex(byte[] signature) {
    return HexFormat.of().formatHex(signature);
  }

  /** A signature in lower-case hex; empty if it is anything else. */
  public static Optional<byte[]> fromHex(String text) {
    return text.matches("[0-9a-f]{" + 2 * LENGTH + "}")
        ? Optional.of(HexFormat.of().parseHex(text))
        : Optional.empty();
  }

  /** A signature in canonical, padded base64; empty if it is anything else. */
  public static Optional<byte[]> fromBase64(String text) {
    return fromBase64(LENGTH, text);
  }

  /** The same, of so many bytes. */
  static Optional<byte[]> fromBase64(int length, String text) {
    return canonicalBase64(text).filter(bytes -> bytes.length == length);
  }

  /** Base64 of any length as every encoder writes it: padded, and with no bit left over. */
  static Optional<byte[]> canonicalBase64(String text) {
    return base64(text).filter(bytes -> Base64.getEncoder().encodeToString(bytes).equals(text));
  }

  /** The same with its padding or without, as LINE's own tests have it. */
  static Optional<byte[]> fromBareBase64(String text) {
    return fromBase64(text.endsWith("=") ? text : text + "=");
  }

  /** What {@link #fromBase64} reads. */
  static String toBase64(byte[] signature) {
    return Base64.getEncoder().encodeToString(signature);
  }

  /** Base64 of any length, padded or not. */
  static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
