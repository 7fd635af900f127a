package dragoman.channel;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * An outgoing HTTP call as data. It prints itself redacted: tokens sit in headers, and in
 * Telegram's case in the path.
 *
 * <p>What a form is sent as is {@link #FORM}.
 *
 * @param shown the address as it may be logged and shown, with the token left out
 */
public record HttpCall(
    String method, URI url, String shown, Map<String, String> headers, String body) {
  static final String FORM = "application/x-www-form-urlencoded";

  public HttpCall {
    headers = Map.copyOf(headers);
  }

  /** A form in UTF-8 (WHATWG URL Standard, {@code application/x-www-form-urlencoded}). */
  static String form(SequencedMap<String, String> fields) {
    return fields.entrySet().stream()
        .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + shown + " (" + body.length() + " characters)";
  }
}
