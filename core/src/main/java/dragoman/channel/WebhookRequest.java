package dragoman.channel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A webhook call as it came over the wire: the raw body's bytes, before anybody read them.
 *
 * @param method upper-case HTTP method
 * @param address scheme, host and path as the caller used them, as far as the gateway tells; empty
 *     where nobody knows. Only for channels that sign it
 * @param query the raw query string, undecoded, without the question mark; empty if none
 * @param headers by lower-case name, each value as sent; a header sent twice, in whatever case, has
 *     two values
 * @param certificate the provider's certificate (PEM) where {@link Channel#certificate} asked for
 *     one; fetched by us, never part of what was sent
 */
public record WebhookRequest(
    String method,
    String address,
    String query,
    Map<String, List<String>> headers,
    byte[] body,
    Optional<String> certificate) {

  public WebhookRequest {
    var lower = new TreeMap<String, List<String>>();
    headers.forEach(
        (name, values) ->
            lower.merge(name.toLowerCase(Locale.ROOT), List.copyOf(values), WebhookRequest::both));
    headers = Map.copyOf(lower);
  }

  /** A call as it was sent. */
  public WebhookRequest(
      String method, String address, String query, Map<String, List<String>> headers, byte[] body) {
    this(method, address, query, headers, body, Optional.empty());
  }

  /** The same call with the certificate that it is to be proven by. */
  public WebhookRequest with(String pem) {
    return new WebhookRequest(method, address, query, headers, body, Optional.of(pem));
  }

  /** A call whose address is of no account. */
  public WebhookRequest(
      String method, String query, Map<String, List<String>> headers, byte[] body) {
    this(method, "", query, headers, body);
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** A POST with these headers and no query, as providers send bodies. */
  static WebhookRequest post(byte[] body, Map<String, String> headers) {
    var lists = new TreeMap<String, List<String>>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return new WebhookRequest("POST", "", lists, body);
  }

  /** The header's value if it was sent exactly once: a doubled signature header proves nothing. */
  public Optional<String> header(String name) {
    var values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
