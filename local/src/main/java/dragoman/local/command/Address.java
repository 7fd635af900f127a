package dragoman.local.command;

import java.net.URI;

/** The address of a service, as somebody typed it. */
final class Address {
  private Address() {}

  /**
   * Without the slash at the end, so that paths can be put behind it.
   *
   * @throws IllegalArgumentException if it is no address of HTTP
   */
  static URI of(String option, URI typed) {
    if (typed.getHost() == null
        || !("http".equals(typed.getScheme()) || "https".equals(typed.getScheme()))) {
      throw new IllegalArgumentException(
          option + ": '" + typed + "' is no address; write it as http://127.0.0.1:4566");
    }
    return URI.create(typed.toString().replaceFirst("/+$", ""));
  }
}
