package dragoman.channel;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP response: ours to a provider's webhook, or a provider's to our call.
 *
 * @param headers by lower-case name
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {
  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  public static HttpAnswer empty(int status) {
    return new HttpAnswer(status, Map.of(), "");
  }

  public static HttpAnswer text(int status, String body) {
    return new HttpAnswer(status, Map.of("content-type", "text/plain; charset=utf-8"), body);
  }

  public static HttpAnswer json(int status, String body) {
    return new HttpAnswer(status, Map.of("content-type", "application/json"), body);
  }

  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
