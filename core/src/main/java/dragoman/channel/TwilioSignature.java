package dragoman.channel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code X-Twilio-Signature} (twilio.com/docs/usage/security): base64 of an HMAC-SHA1 with the auth
 * token over the address as Twilio called it, followed by the sorted fields of the form. Of another
 * body the address alone is signed, which then holds its SHA-256 as {@code bodySHA256}.
 *
 * <p>Nothing separates what is signed, and no time is: who can read a signed request can send it
 * again, or draw the line between a name and its value elsewhere. TLS and the event's key are the
 * defence.
 */
final class TwilioSignature {
  private static final String HEADER = "x-twilio-signature";
  private static final String BODY_HASH = "bodySHA256";

  private TwilioSignature() {}

  /**
   * The body as Twilio would post it to the endpoint's address, with its query if it has one: a
   * form as it is, anything else with its hash beside it.
   */
  static WebhookRequest sign(byte[] body, Endpoint endpoint) {
    var form = TwilioForm.read(body);
    var url = endpoint.url().orElse("").split("#", 2)[0].split("\\?", 2);
    var address = url[0];
    var given = url.length == 2 ? url[1] : "";
    var hash = form.isPresent() ? "" : BODY_HASH + "=" + hash(body);
    var query = given + (given.isEmpty() || hash.isEmpty() ? "" : "&") + hash;
    var called = called(address, query);
    var message = form.map(it -> it.signed(called)).orElseGet(() -> utf8(called));
    var hmac = Signature.hmacSha1(endpoint.secrets().getFirst().bytes(), message);
    var headers = new TreeMap<String, List<String>>();
    headers.put(HEADER, List.of(Base64.getEncoder().encodeToString(hmac)));
    return new WebhookRequest("POST", address, query, headers, body);
  }

  static boolean isGenuine(WebhookRequest request, Endpoint endpoint) {
    return request
        .header(HEADER)
        .flatMap(value -> Signature.fromBase64(Signature.SHA1_LENGTH, value))
        .filter(
            presented ->
                Signature.matchesSha1(endpoint.keys(), messages(request, endpoint), presented))
        .isPresent();
  }

  /** What may have been signed; empty if nothing can have been. */
  private static List<byte[]> messages(WebhookRequest request, Endpoint endpoint) {
    var hash = TwilioForm.read(request.query()).flatMap(query -> query.text(BODY_HASH));
    var addresses =
        addresses(endpoint.url().map(TwilioSignature::bare).orElse(request.address())).stream()
            .map(address -> called(address, request.query()));
    if (hash.isPresent()) {
      return hash.get().equals(hash(request.body()))
          ? addresses.map(TwilioSignature::utf8).toList()
          : List.of();
    }
    return TwilioForm.read(request.body())
        .map(form -> addresses.map(form::signed).toList())
        .orElse(List.of());
  }

  /**
   * The address as it is, without its port, and with the port of its scheme: which of them is
   * signed depends on where TLS ends (Twilio's libraries try them too).
   */
  private static List<String> addresses(String address) {
    var scheme = address.indexOf("://");
    if (scheme < 0) {
      return List.of(address);
    }
    var host = scheme + "://".length();
    var slash = address.indexOf('/', host);
    var end = slash < 0 ? address.length() : slash;
    var bare = address.substring(0, end).replaceFirst(":[0-9]+$", "");
    var path = address.substring(end);
    var port = Map.of("https", ":443", "http", ":80").get(address.substring(0, scheme));
    return Stream.of(
            Optional.of(address),
            Optional.of(bare + path),
            Optional.ofNullable(port).map(it -> bare + it + path))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static String called(String address, String query) {
    return query.isEmpty() ? address : address + "?" + query;
  }

  /** Without a query and a fragment: the query is the caller's, and no caller sends a fragment. */
  private static String bare(String url) {
    return url.replaceFirst("[?#].*$", "");
  }

  private static String hash(byte[] body) {
    return Signature.toHex(Signature.sha256(body));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
