package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.Json;
import java.net.URI;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What sending has in common on all channels of Meta's: the Graph API. Its version v25.0 is served
 * until 29 July 2028 (Graph API changelog). A send has no idempotency key.
 */
final class MetaGraph {
  private static final String ADDRESS = "https://graph.facebook.com/v25.0/";
  private static final int HIGHEST_CODE = 9_999_999;

  private MetaGraph() {}

  /**
   * A message sent by {@code from}: the account's id, or {@code me} for the account whose token it
   * is. The token goes in a header, because addresses are logged.
   */
  static HttpCall call(String from, Account account, ObjectNode body) {
    var url = ADDRESS + from + "/messages";
    return new HttpCall("POST", URI.create(url), url, headers(account), Json.write(body));
  }

  /**
   * A question about what the path names.
   *
   * @param path with the fields asked for
   */
  static HttpCall ask(String path, Account account) {
    var url = ADDRESS + path;
    return new HttpCall("GET", URI.create(url), url, headers(account), "");
  }

  private static Map<String, String> headers(Account account) {
    return Map.of(
        "content-type", "application/json", "authorization", "Bearer " + account.token().value());
  }

  /** The {@code code} or {@code error_subcode} of an error; empty if it is no such number. */
  static OptionalInt number(JsonNode answer, String name) {
    var code = Fields.whole(answer.path("error"), name).orElse(-1);
    return code >= 0 && code <= HIGHEST_CODE ? OptionalInt.of((int) code) : OptionalInt.empty();
  }
}
