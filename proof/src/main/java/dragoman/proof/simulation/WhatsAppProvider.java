package dragoman.proof.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.SendClass;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** WhatsApp Cloud API: batches, two ids for a person, and receipts with our callback data. */
record WhatsAppProvider() implements Provider {
  private static final String REVOKE = "revoke";

  @Override
  public Channel channel() {
    return Channels.named("whatsapp").orElseThrow();
  }

  @Override
  public boolean batches() {
    return true;
  }

  @Override
  public byte[] webhook(List<Said> together) {
    var body = body();
    var contacts = value(body).putArray("contacts");
    var messages = value(body).putArray("messages");
    together.forEach(it -> add(it, contacts, messages));
    return Provider.bytes(body);
  }

  private void add(Said said, ArrayNode contacts, ArrayNode messages) {
    var phone = said.by().phone();
    var contact = contacts.addObject().put("wa_id", phone);
    contact.putObject("profile").put("name", said.by().name());
    var message =
        messages
            .addObject()
            .put("from", phone)
            .put("id", externalId(said))
            .put("timestamp", seconds(Scheduler.BEGIN.plusMillis(said.atMillis())));
    if (said.kind() == Said.Kind.TAKEN_BACK) {
      message.put("type", REVOKE).putObject(REVOKE).put("original_message_id", externalId(said));
    } else {
      message.put("type", "text").putObject("text").put("body", said.text());
    }
    if (said.bothIds()) {
      contact.put("user_id", said.by().userId());
      message.put("from_user_id", said.by().userId());
    }
  }

  @Override
  public String externalId(Said said) {
    return "wamid.IN" + (said.about() == Said.NOTHING ? said.number() : said.about());
  }

  /** A notice that a message is taken back has the message's own id. */
  @Override
  public String name(InboundMessage message) {
    return message.type().equals(REVOKE) ? REVOKE + message.externalId() : message.externalId();
  }

  @Override
  public String name(Said said) {
    return said.kind() == Said.Kind.TAKEN_BACK ? REVOKE + externalId(said) : externalId(said);
  }

  @Override
  public Sent read(HttpCall call) {
    var body = Provider.parsed(call.body());
    var to = body.has("to") ? body.get("to").asText() : body.path("recipient").asText();
    var text =
        body.path("type").asText().equals("interactive")
            ? body.path("interactive").path("body").path("text")
            : body.path("text").path("body");
    return new Sent(
        Provider.numbered(to), text.asText(), body.path("biz_opaque_callback_data").asText());
  }

  @Override
  public HttpAnswer accepted(String id) {
    var body = Json.object();
    body.putArray("messages").addObject().put("id", "wamid.OUT" + id);
    return HttpAnswer.json(200, Json.write(body));
  }

  @Override
  public HttpAnswer limited(int seconds) {
    return new HttpAnswer(429, Map.of("retry-after", Integer.toString(seconds)), error(130429));
  }

  @Override
  public HttpAnswer refused() {
    return HttpAnswer.json(400, error(131026));
  }

  @Override
  public Optional<byte[]> receipt(Sent sent, String id, String status, Instant at) {
    var body = body();
    value(body)
        .putArray("statuses")
        .addObject()
        .put("id", "wamid.OUT" + id)
        .put("status", status)
        .put("timestamp", seconds(at))
        .put("recipient_id", "1202555" + (1000 + sent.person()))
        .put("biz_opaque_callback_data", sent.key());
    return Optional.of(Provider.bytes(body));
  }

  private static String error(int code) {
    var body = Json.object();
    body.putObject("error").put("code", code);
    return Json.write(body);
  }

  private static ObjectNode body() {
    var body = Json.object().put("object", "whatsapp_business_account");
    var change = body.putArray("entry").addObject().put("id", "1").putArray("changes").addObject();
    change
        .put("field", "messages")
        .putObject("value")
        .put("messaging_product", "whatsapp")
        .putObject("metadata")
        .put("phone_number_id", Town.account(SendClass.RECEIPT));
    return body;
  }

  private static ObjectNode value(ObjectNode body) {
    return (ObjectNode) body.path("entry").path(0).path("changes").path(0).path("value");
  }

  private static String seconds(Instant at) {
    return Long.toString(at.getEpochSecond());
  }
}
