package dragoman.channel;

import java.net.URI;
import java.util.Map;

/**
 * An outgoing HTTP call as data. It prints itself redacted: tokens sit in headers, and in
 * Telegram's case in the path.
 *
 * @param shown the address as it may be logged and shown, with the token left out
 */
public record HttpCall(
    String method, URI url, String shown, Map<String, String> headers, String body) {
  public HttpCall {
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return method + " " + shown + " (" + body.length() + " characters)";
  }
}
