package dragoman.channel;

import java.nio.charset.StandardCharsets;

/** A secret that never prints itself. */
public record Secret(String value) {
  public Secret {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
  }

  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Secret[…]";
  }
}
