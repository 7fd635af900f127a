package dragoman.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dragoman.channel.Channel;
import dragoman.message.Json;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What people may type, and how each channel carries it. */
public final class Texts {
  /** In how many texts all code points of the basic plane are said. */
  private static final int TOGETHER = 32;

  private Texts() {}

  /** One of every kind, written for this project. */
  public static List<String> own() {
    return List.of(
        "\u0000 zero",
        "every control \u0001\u0002\u0007\b\t\n\u000b\f\r\u001b\u001f\u007f\u0080\u0085\u009f",
        "not characters \ufffe\uffff\ufdd0 \ud83f\udffe \udbff\udfff",
        "\ufeffmarked",
        "\u202eturned\u2066 \u2067\u2069",
        "hidden\u200b\u200d\u2060\u00ad\u034f",
        "line\u2028paragraph\u2029",
        "क्ष नहीं 👩‍👩‍👧🏽 🏴\udb40\udc67\udb40\udc7f",
        "Z\u0351\u036b\u0343a\u0304\u0310l\u030dg\u0365o",
        "ﷺ ﷽ ꧅ 𒈙",
        "‮لاحول ולא abc ١٢٣",
        "' OR 1=1; DROP TABLE t;--",
        "${jndi:ldap://x.example/a} {{7*7}} #{7*7} %n%s%x",
        "<script>alert(1)</script> &lt;!channel&gt; <!here>",
        "{\"v\":\"event.v1\",\"kind\":\"nudge\"}",
        "\\u0041 \\ud83d \\\\ \\\" \\n \"quoted\" /slash\\",
        "../../../etc/passwd\u0000.png",
        "a\r\n{\"name\":\"forged\"}",
        "null",
        "\ufffd",
        "😀".repeat(2_000),
        "e" + "\u0301".repeat(4_000),
        "9".repeat(4_000),
        "x".repeat(100_000));
  }

  /** All code points of the basic plane but the surrogates, some to a text. */
  public static List<String> basicPlane() {
    var points =
        IntStream.rangeClosed(0, 0xffff).filter(it -> it < 0xd800 || it > 0xdfff).boxed().toList();
    var texts = new ArrayList<String>();
    for (var from = 0; from < points.size(); from += TOGETHER) {
      texts.add(
          points.subList(from, Math.min(points.size(), from + TOGETHER)).stream()
              .map(Character::toString)
              .collect(Collectors.joining("", "zzz", "zzz")));
    }
    return texts;
  }

  /** A webhook in which a person says the text, as the provider would write it. */
  public static byte[] saying(Channel channel, String id, String text) {
    if (channel.name().equals("twilio")) {
      return form(id, Map.of("Body", text));
    }
    return webhook(channel, id, Json.write(Json.object().textNode(text)));
  }

  /** The same with the text's bytes as they are. */
  public static byte[] sayingRaw(Channel channel, String id, byte[] text) {
    var parts = new String(webhook(channel, id, "\"@@\""), UTF_8).split("@@");
    var body = new java.io.ByteArrayOutputStream();
    body.writeBytes(parts[0].getBytes(UTF_8));
    body.writeBytes(text);
    body.writeBytes(parts[1].getBytes(UTF_8));
    return body.toByteArray();
  }

  /** A form of Twilio's, of these fields beside those that each has. */
  static byte[] form(String id, Map<String, String> more) {
    var fields = new TreeMap<>(Map.of("MessageSid", "SM" + id, "From", "+1777" + id));
    fields.put("To", Street.ACCOUNT);
    fields.putAll(more);
    return fields.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(UTF_8);
  }

  /**
   * @param json the text as JSON, in its quotes
   */
  private static byte[] webhook(Channel channel, String id, String json) {
    var body =
        switch (channel.name()) {
          case "whatsapp" ->
              """
              {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
              "value":{"metadata":{"phone_number_id":"%s"},"messages":[{"from":"1777%s",
              "id":"wamid.%s","timestamp":"1772443800","type":"text","text":{"body":%s}}]}}]}]}\
              """
                  .formatted(Street.ACCOUNT, id, id, json);
          case "messenger", "instagram" ->
              """
              {"object":"%s","entry":[{"id":"%s","messaging":[{"sender":{"id":"1777%s"},
              "timestamp":1772443800000,"message":{"mid":"m_%s","text":%s}}]}]}\
              """
                  .formatted(
                      channel.name().equals("instagram") ? "instagram" : "page",
                      Street.ACCOUNT,
                      id,
                      id,
                      json);
          case "telegram" ->
              """
              {"update_id":1%s,"message":{"message_id":1,"from":{"id":1%s},"chat":{"id":1%s},
              "date":1772443800,"text":%s}}\
              """
                  .formatted(id, id, id, json);
          case "webchat" ->
              """
              {"type":"message.created","data":{"message_id":"%s","user":{"id":"u%s"},"text":%s}}\
              """
                  .formatted(id, id, json);
          case "viber" ->
              """
              {"event":"message","timestamp":1772443800000,"message_token":1%s,
              "sender":{"id":"u%s"},"message":{"type":"text","text":%s}}\
              """
                  .formatted(id, id, json);
          case "vk" ->
              """
              {"type":"message_new","group_id":%s,"event_id":"e%s","object":{"message":{"id":1,
              "date":1772443800,"from_id":1%s,"peer_id":1%s,"text":%s}}}\
              """
                  .formatted(Street.ACCOUNT, id, id, id, json);
          case "line" ->
              """
              {"destination":"%s","events":[{"type":"message","webhookEventId":"%s","mode":"active",
              "timestamp":1772443800000,"source":{"type":"user","userId":"U%s"},
              "message":{"id":"%s","type":"text","text":%s}}]}\
              """
                  .formatted(Street.ACCOUNT, id, id, id, json);
          case "rcs" ->
              """
              {"senderPhoneNumber":"+1202555%s","messageId":"m%s","sendTime":"2026-03-02T09:30:00Z",
              "text":%s}\
              """
                  .formatted(id, id, json);
          case "email" -> mail(id, json);
          case String other -> throw new IllegalArgumentException("a webhook of " + other);
        };
    return body.getBytes(UTF_8);
  }

  /** The text as subject, as name and as the body of a mail, in SES's JSON in that of SNS. */
  private static String mail(String id, String json) {
    var told =
        """
        {"notificationType":"Received","mail":{"messageId":"m%1$s","source":"u%1$s@example.org",
        "commonHeaders":{"subject":%2$s,"from":[%2$s]}},"receipt":{"recipients":["%3$s"],
        "action":{"type":"SNS","encoding":"UTF8"}},"content":"MIME-Version: 1.0\\r\\n\\r\\n%4$s}\
        """
            .formatted(id, json, Street.account("email"), json.substring(1));
    return Json.write(Json.object().put("Type", "Notification").put("Message", told));
  }
}
