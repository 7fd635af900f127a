package dragoman.local.provider;

import java.util.Map;

/**
 * A call to a provider's send API.
 *
 * @param query as sent, undecoded; empty if none
 * @param headers by lower-case name
 */
record ProviderCall(
    String method, String path, String query, Map<String, String> headers, String body) {
  ProviderCall {
    headers = Map.copyOf(headers);
  }

  /** The header's value; empty if it was not sent. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
