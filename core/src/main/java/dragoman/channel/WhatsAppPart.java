package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Json;

/** A part of a body as a body of its own, so that what is set aside can be read again. */
final class WhatsAppPart {
  static final String BODY = "whatsapp_business_account";

  private WhatsAppPart() {}

  /**
   * One item, with the number it came to and its sender's contact alone: a body may hold a thousand
   * of each.
   *
   * @param list what it was in: {@code messages} or {@code statuses}
   */
  static String item(String list, JsonNode item, JsonNode value) {
    var alone = Json.object();
    alone.set("metadata", value.path("metadata"));
    WhatsAppSender.contact(
            Fields.items(value, "contacts"), Fields.text(item, "from"), WhatsAppSender.userId(item))
        .ifPresent(it -> alone.putArray("contacts").add(it));
    alone.putArray(list).add(item);
    var change = Json.object().put("field", "messages");
    change.set("value", alone);
    return change(change);
  }

  static String change(JsonNode change) {
    var entry = Json.object();
    entry.putArray("changes").add(change);
    return entry(entry);
  }

  static String entry(JsonNode entry) {
    var body = Json.object().put("object", BODY);
    body.putArray("entry").add(entry);
    return Json.write(body);
  }
}
