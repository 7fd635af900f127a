package dragoman.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.Escalation;
import dragoman.message.EscalationJson;
import dragoman.message.Event;
import dragoman.message.EventJson;
import dragoman.message.EventKey;
import dragoman.message.Handle;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Line;
import dragoman.message.Nudge;
import dragoman.message.Parked;
import dragoman.message.ParkedJson;
import dragoman.message.Receipt;
import dragoman.message.ReceiptJson;
import dragoman.message.ReplyEnded;
import dragoman.message.Sender;
import dragoman.message.Task;
import dragoman.message.TaskJson;
import dragoman.message.Understanding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One document of every kind that waits on a queue, as this version writes it: with every field it
 * may have, and bare. A sample is never changed, because earlier versions have frozen it; what is
 * new gets a sample of its own.
 */
public final class Today {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00.123Z");
  static final ConversationKey CONVERSATION =
      ConversationKey.of("main", "whatsapp", "100000000000001", "15550100");
  static final EventKey EVENT =
      EventKey.of("main", "whatsapp", "100000000000001", "message", "wamid.1");
  static final EffectRef REPLY = new EffectRef(CONVERSATION, EVENT, 1);

  private Today() {}

  static Map<String, JsonNode> documents() {
    var all = new TreeMap<String, String>();
    contents().forEach((name, it) -> all.put("event-message-" + name, event(message(it))));
    all.put("event-message-bare", event(bare()));
    all.put(
        "event-message-handle", event(bare().with(Optional.of(new Handle("reply-token-1", NOW)))));
    all.put("event-reply-ended", event(ReplyEnded.of(REPLY, true, "no answer came back")));
    all.put("event-nudge", event(Nudge.of(CONVERSATION, EVENT, NOW)));
    all.put("receipt-failed", ReceiptJson.write(receipt(Receipt.Status.FAILED, true)));
    all.put("receipt-bare", ReceiptJson.write(receipt(Receipt.Status.READ, false)));
    all.put("task-opened", TaskJson.write(task(Task.Kind.OPENED, true)));
    all.put("task-follow-up-bare", TaskJson.write(task(Task.Kind.FOLLOW_UP, false)));
    all.put("escalation-full", EscalationJson.write(escalation(true)));
    all.put("escalation-bare", EscalationJson.write(escalation(false)));
    var lane = "whatsapp/100000000000001";
    all.put("outgoing-after", new Outgoing(REPLY, lane, Optional.of(REPLY)).write());
    all.put("outgoing-first", new Outgoing(REPLY, lane, Optional.empty()).write());
    var body = "{\"entry\":".getBytes(StandardCharsets.UTF_8);
    all.put("parked", ParkedJson.write(new Parked("whatsapp/main", "not JSON", body, NOW)));
    var documents = new TreeMap<String, JsonNode>();
    all.forEach((name, text) -> documents.put(name, json(text)));
    return documents;
  }

  static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (Json.Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static String event(Event event) {
    return EventJson.write(event);
  }

  private static Map<String, Content> contents() {
    var some = Optional.of("text of it");
    return Map.of(
        "text", new Content.Text("मेरा भुगतान नहीं आया 👩🏽"),
        "media",
            new Content.Media(
                Content.MediaKind.VIDEO,
                "media-1",
                Optional.of("video/mp4"),
                Optional.of("a.mp4"),
                OptionalLong.of(12_345),
                OptionalLong.of(7),
                some),
        "location", new Content.Location(28.6139, 77.209, some, some),
        "contacts", new Content.Contacts(List.of(new Content.Card("Asha", List.of("15550101")))),
        "reaction", new Content.Reaction(Optional.of("👍"), "wamid.0"),
        "tap", new Content.Tap("Yes", "yes", Optional.of("wamid.0")),
        "edited", new Content.Edited(new Content.Text("better"), "wamid.0"),
        "deleted", new Content.Deleted("wamid.0"),
        "notice", new Content.Notice("number_changed", some),
        "unsupported", new Content.Unsupported("order"));
  }

  /** As it comes from a person with two ids, in a group chat. */
  public static InboundMessage message(Content content) {
    return new InboundMessage(
        EVENT,
        CONVERSATION,
        "whatsapp",
        "main",
        "100000000000001",
        new Sender(
            "15550100", List.of("IN.100", "15550100"), Optional.of("Asha"), Optional.of("hi-IN")),
        "15550100",
        true,
        content,
        "text",
        "wamid.1",
        NOW,
        1_772_442_000_000L);
  }

  private static InboundMessage bare() {
    var full = message(new Content.Text("hello"));
    return new InboundMessage(
        full.key(),
        full.group(),
        full.channel(),
        full.endpoint(),
        full.account(),
        Sender.of("15550100"),
        full.chat(),
        false,
        full.content(),
        full.type(),
        full.externalId(),
        full.at(),
        0);
  }

  private static Receipt receipt(Receipt.Status status, boolean full) {
    return new Receipt(
        EventKey.of("main", "whatsapp", "100000000000001", "status", "wamid.2/" + status),
        "whatsapp",
        "main",
        "100000000000001",
        "wamid.2",
        "15550100",
        status,
        full ? Optional.of(REPLY.toString()) : Optional.empty(),
        full ? Optional.of("131026") : Optional.empty(),
        NOW);
  }

  private static Task task(Task.Kind kind, boolean full) {
    return new Task(
        EffectId.of(EVENT, "task", 0),
        kind,
        "D-0048EDA5",
        CONVERSATION,
        "creators",
        "creators-hi-news",
        maybe(full, "news"),
        new Understanding(
            maybe(full, "hi"), maybe(full, "account_hacked"), 0.91, List.of("an example like it")),
        List.of("a person's work by policy: account_hacked"),
        "hash-1",
        "whatsapp",
        "main",
        "100000000000001",
        "15550100",
        maybe(full, "Asha"),
        maybe(full, "gold"),
        new Content.Text("my account was stolen"),
        "wamid.1",
        full ? List.of(new Line(NOW, Line.Author.BOT, "text", "How can we help?")) : List.of(),
        "15550100",
        full ? Optional.of(NOW) : Optional.empty(),
        NOW,
        full,
        full ? Optional.of(NOW) : Optional.empty());
  }

  private static Escalation escalation(boolean full) {
    return new Escalation(
        EffectId.of(EVENT, "escalation", 2),
        new EffectRef(CONVERSATION, EVENT, 2),
        "D-0048EDA5",
        "creators",
        "creators-hi-news",
        "P1",
        "an account was stolen",
        maybe(full, "hi"),
        maybe(full, "news"),
        "whatsapp",
        "my account was stolen",
        NOW);
  }

  private static Optional<String> maybe(boolean there, String text) {
    return there ? Optional.of(text) : Optional.empty();
  }
}
