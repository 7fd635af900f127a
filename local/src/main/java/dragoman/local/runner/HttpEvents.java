package dragoman.local.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * HTTP requests and responses as an HTTP API gives them to a function, payload format 2.0 (Amazon
 * API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs").
 */
final class HttpEvents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private HttpEvents() {}

  /**
   * @param path as sent, undecoded
   * @param query as sent, empty if none
   * @param headers any case, each with all its values
   */
  record Request(
      String method,
      String path,
      String query,
      Map<String, List<String>> headers,
      byte[] body,
      String sourceIp) {}

  record Response(int status, Map<String, String> headers, List<String> cookies, byte[] body) {
    static final Response BROKEN = message(500, "Internal Server Error");

    static Response message(int status, String message) {
      return new Response(
          status,
          Map.of("content-type", "application/json"),
          List.of(),
          ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }
  }

  static byte[] event(Request request, Routes.Match match, Instant now) {
    var headers = headers(request.headers());
    headers.put("x-forwarded-proto", "http");
    var event =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", "2.0")
            .put("routeKey", match.entry().key())
            .put("rawPath", request.path())
            .put("rawQueryString", request.query());
    var cookies = headers.remove("cookie");
    if (cookies != null) {
      var list = event.putArray("cookies");
      List.of(cookies.split(";\\s*")).forEach(list::add);
    }
    headers.forEach(event.putObject("headers")::put);
    if (!request.query().isEmpty()) {
      query(request.query()).forEach(event.putObject("queryStringParameters")::put);
    }
    event.set("requestContext", context(request, match, headers, now));
    if (!match.parameters().isEmpty()) {
      match.parameters().forEach(event.putObject("pathParameters")::put);
    }
    body(event, headers.getOrDefault("content-type", ""), request.body());
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> headers(Map<String, List<String>> sent) {
    var headers = new TreeMap<String, String>();
    sent.forEach(
        (name, values) ->
            headers.merge(
                name.toLowerCase(Locale.ROOT),
                String.join(",", values),
                (one, other) -> one + "," + other));
    return headers;
  }

  private static Map<String, String> query(String query) {
    var parameters = new TreeMap<String, String>();
    for (var pair : query.split("&")) {
      var equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parameters.merge(name, value, (one, other) -> one + "," + other);
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static ObjectNode context(
      Request request, Routes.Match match, Map<String, String> headers, Instant now) {
    var context =
        JsonNodeFactory.instance
            .objectNode()
            .put("accountId", "000000000000")
            .put("apiId", "local")
            .put("domainName", headers.getOrDefault("host", "localhost"))
            .put("domainPrefix", "local")
            .put("requestId", UUID.randomUUID().toString())
            .put("routeKey", match.entry().key())
            .put("stage", "$default")
            .put("time", CLF.format(now))
            .put("timeEpoch", now.toEpochMilli());
    context
        .putObject("http")
        .put("method", request.method())
        .put("path", request.path())
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", request.sourceIp())
        .put("userAgent", headers.getOrDefault("user-agent", ""));
    return context;
  }

  /**
   * Text goes as it is; all else, and text that is not UTF-8, goes as base64, so no byte is lost.
   */
  private static void body(ObjectNode event, String contentType, byte[] body) {
    var text = isText(contentType) ? utf8(body) : Optional.<String>empty();
    event.put("isBase64Encoded", body.length > 0 && text.isEmpty());
    if (body.length > 0) {
      event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
    }
  }

  private static boolean isText(String contentType) {
    var type = contentType.toLowerCase(Locale.ROOT).replaceFirst("\\s*;.*", "").strip();
    return type.startsWith("text/")
        || type.equals("application/json")
        || type.equals("application/xml")
        || type.equals("application/javascript");
  }

  private static Optional<String> utf8(byte[] body) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** What the function's answer says; an answer without a status is itself the body of a 200. */
  static Response response(byte[] answer) {
    try {
      var json = JSON.readTree(answer);
      if (!json.isObject() || !json.path("statusCode").canConvertToInt()) {
        return new Response(200, Map.of("content-type", "application/json"), List.of(), answer);
      }
      var headers = new TreeMap<String, String>();
      json.path("headers")
          .properties()
          .forEach(
              header ->
                  headers.put(
                      header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
      var cookies = new ArrayList<String>();
      json.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
      var body = json.path("body").asText("");
      headers.putIfAbsent("content-type", "text/plain; charset=utf-8");
      return new Response(
          json.get("statusCode").intValue(),
          headers,
          cookies,
          json.path("isBase64Encoded").asBoolean()
              ? Base64.getDecoder().decode(body)
              : body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      return Response.BROKEN;
    }
  }
}
