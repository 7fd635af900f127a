package dragoman.bench.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.channel.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Events as AWS hands them to a function (AWS Lambda Developer Guide, "Create AWS Lambda proxy
 * integrations for HTTP APIs", payload 2.0, and "Using Lambda with Amazon SQS").
 */
public final class Events {
  private Events() {}

  /** A WhatsApp webhook, signed with the app secret. */
  public static byte[] whatsApp(String endpoint, String secret, byte[] body) {
    var path = "/webhooks/whatsapp/" + endpoint;
    var route = "POST /webhooks/{channel}/{endpoint}";
    var event =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", "2.0")
            .put("routeKey", route)
            .put("rawPath", path)
            .put("rawQueryString", "");
    event
        .putObject("headers")
        .put("accept", "*/*")
        .put("content-length", Integer.toString(body.length))
        .put("content-type", "application/json")
        .put("host", "abc1234567.execute-api.us-east-1.amazonaws.com")
        .put("user-agent", "facebookexternalua")
        .put("x-amzn-trace-id", "Root=1-67e0a1b2-0123456789abcdef01234567")
        .put("x-forwarded-for", "192.0.2.1")
        .put("x-forwarded-port", "443")
        .put("x-forwarded-proto", "https")
        .put("x-hub-signature-256", "sha256=" + HexFormat.of().formatHex(hmac(secret, body)));
    var context =
        event
            .putObject("requestContext")
            .put("accountId", "000000000000")
            .put("apiId", "abc1234567")
            .put("domainName", "abc1234567.execute-api.us-east-1.amazonaws.com")
            .put("domainPrefix", "abc1234567")
            .put("requestId", "JKJaXmPLvHcESHA=")
            .put("routeKey", route)
            .put("stage", "$default")
            .put("time", "02/Mar/2026:09:00:00 +0000")
            .put("timeEpoch", Instant.parse("2026-03-02T09:00:00Z").toEpochMilli());
    context
        .putObject("http")
        .put("method", "POST")
        .put("path", path)
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", "192.0.2.1")
        .put("userAgent", "facebookexternalua");
    event.putObject("pathParameters").put("channel", "whatsapp").put("endpoint", endpoint);
    event.put("body", new String(body, StandardCharsets.UTF_8)).put("isBase64Encoded", false);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hmac(String secret, byte[] body) {
    return Signature.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), body);
  }
}
