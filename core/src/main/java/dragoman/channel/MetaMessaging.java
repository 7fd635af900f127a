package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.EffectRef;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Receipt;
import dragoman.message.Sender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Messenger and Instagram post, which is of one form (Messenger Platform, "Webhook events"):
 * {@code entry[].messaging[]}, each entry of one page or account, each event of one kind.
 *
 * <p>{@code standby[]} repeats what is said in a conversation that another app has: nothing is
 * answered there, but our own messages' receipts are taken. An echo of a message that we sent
 * carries our reference in {@code metadata} and is its receipt; any other echo is of our own people
 * or another app.
 *
 * @param object the body's word for the product
 */
record MetaMessaging(
    String channel, String object, Endpoint endpoint, Instant now, Gate.Findings found) {
  private static final List<String> LISTS = List.of("messaging", "standby", "changes");

  /** The entry of a test that somebody sends by a button of the app dashboard. */
  private static final String DASHBOARD = "0";

  void read(JsonNode body, byte[] raw) {
    if (!body.path("object").asText().equals(object)) {
      found.unreadable("object is not " + object, raw);
    } else if (!body.path("entry").isArray()) {
      found.unreadable("entry is not a list", raw);
    } else {
      body.path("entry").forEach(this::readEntry);
    }
  }

  private void readEntry(JsonNode entry) {
    if (LISTS.stream().anyMatch(list -> entry.has(list) && !entry.path(list).isArray())) {
      found.unreadable("entry[] holds no list of events", alone(entry));
      return;
    }
    if (entry.has("field")) {
      found.ignored("not a message", "field:" + entry.path("field").asText());
    }
    for (var event : Fields.items(entry, "messaging")) {
      readEvent(new Event(entry, "messaging", event));
    }
    for (var event : Fields.items(entry, "standby")) {
      readEvent(new Event(entry, "standby", event));
    }
    for (var change : Fields.items(entry, "changes")) {
      // The dashboard's tests come so; what Meta tells of a page's posts and comments does too.
      if (change.path("value").path("sender").isObject()) {
        readEvent(new Event(entry, "messaging", change.path("value")));
      } else {
        found.ignored("not a message", "field:" + change.path("field").asText());
      }
    }
  }

  /**
   * One event where it lies.
   *
   * @param list what it is in: {@code messaging} or {@code standby}
   * @param kind the name of its part; empty if it has none
   */
  private record Event(JsonNode entry, String list, String kind, JsonNode json) {
    Event(JsonNode entry, String list, JsonNode json) {
      this(entry, list, MetaMessagingContent.kind(json), json);
    }

    JsonNode part() {
      return json.path(kind);
    }

    String account() throws Fields.Gap {
      return entry.has("id")
          ? Fields.id(entry, "id", "entry[].id")
          : Fields.id(json.path("recipient"), "id", "recipient.id");
    }

    boolean isEcho() {
      return kind.equals("message") && part().path("is_echo").asBoolean();
    }

    boolean isReceipt() {
      return isEcho() || kind.equals("delivery") || kind.equals("read");
    }

    String from() {
      return Fields.text(json.path("sender"), "id").orElse("");
    }

    Optional<Instant> time() {
      return Fields.time(json, "timestamp").or(() -> Fields.time(entry, "time"));
    }

    /** For what Meta gives no id: who did what, and when. The same in every copy. */
    String identity() {
      var what = Signature.sha256(Json.write(part()).getBytes(StandardCharsets.UTF_8));
      var when = time().map(it -> Long.toString(it.toEpochMilli())).orElse("-");
      return from() + ":" + when + ":" + Signature.toHex(what).substring(0, 32);
    }
  }

  private void readEvent(Event event) {
    try {
      var kind = event.kind();
      if (event.list().equals("standby") && !event.isReceipt()) {
        found.ignored("another app has the conversation", "standby");
        return;
      }
      if (kind.isEmpty()) {
        throw new Fields.Gap(event.list() + "[]", "holds no event");
      }
      var account = event.account();
      if (account.equals(DASHBOARD)) {
        found.ignored("a test of the app dashboard", kind);
      } else if (!endpoint.speaksFor(account)) {
        readElsewhere(event);
      } else if (event.isReceipt()) {
        readReceipt(event, account);
      } else if (event.from().equals(account)) {
        found.ignored("our own echo", kind);
      } else {
        readSaid(event, account);
      }
    } catch (Fields.Gap e) {
      found.unreadable(e.getMessage(), alone(event));
    }
  }

  /** An app hears of every page it is installed on, also of those another system serves. */
  private void readElsewhere(Event event) {
    if (event.isReceipt()) {
      found.ignored("account not configured at this endpoint", event.kind());
    } else {
      found.unreadable("account not configured at this endpoint", alone(event));
    }
  }

  private void readReceipt(Event event, String account) throws Fields.Gap {
    if (event.isEcho()) {
      var callback =
          Fields.text(event.part(), "metadata").filter(it -> EffectRef.parse(it).isPresent());
      if (callback.isEmpty()) {
        found.ignored("our own echo", "echo");
        return;
      }
      var mid = Fields.id(event.part(), "mid", "message.mid");
      var to = Fields.text(event.json().path("recipient"), "id").orElse("");
      found.add(receipt(event, account, mid, to, Receipt.Status.SENT, callback));
      return;
    }
    var status = event.kind().equals("read") ? Receipt.Status.READ : Receipt.Status.DELIVERED;
    var mids =
        Stream.concat(
                Fields.items(event.part(), "mids").stream().filter(JsonNode::isTextual),
                Stream.of(event.part().path("mid")).filter(JsonNode::isTextual))
            .map(JsonNode::asText)
            .filter(mid -> !mid.isBlank() && mid.length() <= Fields.MAX_ID)
            .distinct()
            .toList();
    if (mids.isEmpty()) {
      found.ignored("it names no message", event.kind());
    }
    for (var mid : mids) {
      found.add(receipt(event, account, mid, event.from(), status, Optional.empty()));
    }
  }

  private Receipt receipt(
      Event event,
      String account,
      String mid,
      String to,
      Receipt.Status status,
      Optional<String> callback) {
    return new Receipt(
        endpoint.eventKey(account, "status:" + status, mid),
        channel,
        endpoint.name(),
        account,
        mid,
        to,
        status,
        callback,
        Optional.empty(),
        Fields.time(event.json(), "timestamp")
            .or(() -> Fields.time(event.part(), "watermark"))
            .or(event::time)
            .orElse(now));
  }

  private void readSaid(Event event, String account) throws Fields.Gap {
    var part = event.part();
    if (event.from().isEmpty() && !event.kind().equals("message")) {
      found.ignored("nobody said it", event.kind());
      return;
    }
    Fields.id(event.json().path("sender"), "id", "sender.id");
    switch (event.kind()) {
      case "message" -> readMessage(event, account, Fields.id(part, "mid", "message.mid"));
      case "reaction" -> {
        var mid = Fields.id(part, "mid", "reaction.mid");
        var said = MetaMessagingContent.reaction(part, mid);
        add(event, account, said, "reaction", event.identity(), mid);
      }
      case "message_edit" -> {
        var mid = Fields.id(part, "mid", "message_edit.mid");
        var said = MetaMessagingContent.edit(part, mid);
        add(event, account, said, "edit", event.identity(), mid);
      }
      case "postback" -> {
        var id =
            Fields.text(part, "mid").isPresent()
                ? Fields.id(part, "mid", "postback.mid")
                : event.identity();
        add(event, account, MetaMessagingContent.postback(part), "postback", id, id);
      }
      default -> {
        var said = MetaMessagingContent.other(event.kind(), part);
        add(event, account, said, "event:" + said.type(), event.identity(), event.identity());
      }
    }
  }

  private void readMessage(Event event, String account, String mid) {
    if (event.part().path("is_deleted").asBoolean()) {
      var said = new MetaMessagingContent.Said("deleted", new Content.Deleted(mid));
      add(event, account, said, "deleted", mid, mid);
      return;
    }
    // Several attachments of one message are several things said, under one id.
    var number = 0;
    for (var said : MetaMessagingContent.message(event.part())) {
      number++;
      add(event, account, said, "message", number == 1 ? mid : mid + "#" + number, mid);
    }
  }

  private void add(
      Event event,
      String account,
      MetaMessagingContent.Said said,
      String kind,
      String id,
      String externalId) {
    var sender = Sender.of(event.from());
    var at = event.time().orElse(now);
    found.add(
        new InboundMessage(
            endpoint.eventKey(account, kind, id),
            endpoint.conversationKey(account, sender.id()),
            channel,
            endpoint.name(),
            account,
            sender,
            sender.id(),
            false,
            said.content(),
            said.type(),
            externalId,
            at,
            at.toEpochMilli()));
  }

  /** The event as a body of its own, so that what is set aside can be read again. */
  private String alone(Event event) {
    var entry = Json.object();
    for (var name : List.of("id", "time")) {
      if (event.entry().has(name)) {
        entry.set(name, event.entry().path(name));
      }
    }
    entry.putArray(event.list()).add(event.json());
    return alone(entry);
  }

  private String alone(JsonNode entry) {
    var body = Json.object().put("object", object);
    body.putArray("entry").add(entry);
    return Json.write(body);
  }
}
