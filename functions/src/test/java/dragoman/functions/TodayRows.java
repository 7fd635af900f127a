package dragoman.functions;

import dragoman.conversation.Action;
import dragoman.conversation.Conversation;
import dragoman.conversation.Decision;
import dragoman.conversation.Dialogue;
import dragoman.conversation.Effect;
import dragoman.conversation.Owner;
import dragoman.message.Content;
import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.Escalation;
import dragoman.message.Event;
import dragoman.message.InboundMessage;
import dragoman.message.Line;
import dragoman.message.Nudge;
import dragoman.message.Profile;
import dragoman.message.Receipt;
import dragoman.message.Reply;
import dragoman.message.ReplyEnded;
import dragoman.message.Task;
import dragoman.message.Understanding;
import dragoman.pipeline.CardRow;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Progress;
import dragoman.pipeline.Recorded;
import dragoman.pipeline.Today;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One row of every kind that lies in the table, as this version writes it; see {@link Today}. */
final class TodayRows {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00.123Z");
  private static final InboundMessage MESSAGE =
      Today.message(new Content.Text("my account was stolen"));
  private static final ConversationKey KEY = MESSAGE.group();
  private static final Optional<String> HINDI = Optional.of("hi");
  private static final Optional<String> NEWS = Optional.of("news");
  private static final String TICKET = "D-0048EDA5";
  private static final Understanding UNDERSTOOD =
      new Understanding(HINDI, Optional.of("account_hacked"), 0.91, List.of("an example like it"));
  private static final List<String> REASONS = List.of("a person's work by policy: account_hacked");
  private static final List<Line> RECENT =
      List.of(new Line(NOW, Line.Author.CONTACT, "text", "hello"));

  private TodayRows() {}

  static Map<String, Map<String, AttributeValue>> rows() {
    var all = new TreeMap<String, Map<String, AttributeValue>>();
    all.put("conversation-queued", Rows.conversation(conversation(true), NOW));
    all.put("conversation-bare", Rows.conversation(conversation(false), NOW));
    all.put("alias", Rows.alias(ConversationKey.of("main", "whatsapp", "1", "IN.100"), KEY, NOW));
    all.put("conversation-erased", Rows.erased(KEY, 8, NOW));
    all.put("inbox-message", progressed(Rows.inbox(recorded(MESSAGE, handOver()))));
    var ended = ReplyEnded.of(new EffectRef(KEY, MESSAGE.key(), 1), true, "no answer came back");
    all.put("inbox-reply-ended", Rows.inbox(recorded(ended, takeOver())));
    all.put("inbox-nudge", Rows.inbox(recorded(Nudge.of(KEY, MESSAGE.key(), NOW), nothing())));
    var profile = new Profile(Optional.of("Asha"), Optional.of("creators"), NEWS, HINDI, NEWS);
    all.put("contact-known", Rows.contact(ContactKey.of("main", "whatsapp", "15550100"), profile));
    all.put(
        "contact-bare",
        Rows.contact(ContactKey.of("main", "whatsapp", "15550101"), Profile.UNKNOWN));
    all.put("card-shown", Rows.card(card(true), NOW));
    all.put("card-posting", Rows.card(card(false), NOW));
    return all;
  }

  private static Conversation conversation(boolean full) {
    return new Conversation(
        KEY,
        7,
        "whatsapp",
        "main",
        "100000000000001",
        "15550100",
        List.of("IN.100", "15550100"),
        Profile.UNKNOWN,
        "creators",
        full ? HINDI : Optional.empty(),
        full ? Owner.QUEUED : Owner.BOT,
        new Dialogue(
            TICKET,
            NOW,
            full ? Optional.of("creators-hi-news") : Optional.empty(),
            full ? Optional.of(NOW) : Optional.empty(),
            full ? Optional.of("P1") : Optional.empty()),
        UNDERSTOOD,
        REASONS,
        5,
        NOW,
        full ? Optional.of(new EffectRef(KEY, MESSAGE.key(), 1)) : Optional.empty(),
        full ? Optional.of("views_dropped") : Optional.empty(),
        full ? RECENT : List.of());
  }

  private static Recorded recorded(Event event, Decision decision) {
    return new Recorded(
        KEY,
        event,
        decision,
        7,
        NOW,
        decision.effects().stream().map(_ -> Progress.pending(NOW)).toList());
  }

  private static Decision handOver() {
    var reply =
        new Reply(
            EffectId.of(MESSAGE.key(), "reply", 1),
            new EffectRef(KEY, MESSAGE.key(), 1),
            MESSAGE.channel(),
            MESSAGE.endpoint(),
            MESSAGE.account(),
            MESSAGE.chat(),
            "A colleague will answer you.",
            Optional.of(
                new Reply.Link("Open the guide", URI.create("https://guide.example.com/hi/x"))));
    var escalation =
        new Escalation(
            EffectId.of(MESSAGE.key(), "escalation", 2),
            new EffectRef(KEY, MESSAGE.key(), 2),
            TICKET,
            "creators",
            "creators-hi-news",
            "P1",
            "an account was stolen",
            HINDI,
            NEWS,
            MESSAGE.channel(),
            "my account was stolen",
            NOW);
    return decision(
        Action.HAND_OVER,
        List.of(
            new Effect.Assigning(task(EffectId.of(MESSAGE.key(), "task", 0), MESSAGE.content())),
            new Effect.Answering(
                reply, Optional.of(NOW), Optional.of(new EffectRef(KEY, MESSAGE.key(), 0))),
            new Effect.Escalating(escalation)));
  }

  /** A task that is not about a message is written whole. */
  private static Decision takeOver() {
    return decision(
        Action.HAND_OVER,
        List.of(
            new Effect.Assigning(
                task(
                    EffectId.of(MESSAGE.key(), "task", 3),
                    new Content.Notice("reply_unknown", Optional.of("no answer came back"))))));
  }

  private static Decision nothing() {
    return decision(Action.NOTE, List.of());
  }

  private static Decision decision(Action action, List<Effect> effects) {
    return new Decision(
        action,
        UNDERSTOOD,
        "creators",
        Optional.of("creators-hi-news"),
        Optional.of("account_hacked"),
        REASONS,
        "hash-1",
        true,
        false,
        Optional.empty(),
        effects);
  }

  private static Task task(EffectId id, Content said) {
    return new Task(
        id,
        Task.Kind.OPENED,
        TICKET,
        KEY,
        "creators",
        "creators-hi-news",
        NEWS,
        UNDERSTOOD,
        REASONS,
        "hash-1",
        MESSAGE.channel(),
        MESSAGE.endpoint(),
        MESSAGE.account(),
        MESSAGE.sender().id(),
        Optional.of("Asha"),
        Optional.of("gold"),
        said,
        MESSAGE.externalId(),
        RECENT,
        MESSAGE.chat(),
        Optional.of(NOW),
        MESSAGE.at(),
        true,
        Optional.empty());
  }

  /** The row as the updates of later steps leave it: due, a reply in doubt, a receipt noted. */
  private static Map<String, AttributeValue> progressed(Map<String, AttributeValue> row) {
    var reply = new HashMap<>(row.get("fx").m().get("1").m());
    reply.put("s", Rows.text(Progress.Status.SENDING.name()));
    reply.put("a", Rows.number(2));
    reply.put("m", Rows.text("resent"));
    reply.put("r", Rows.number(Receipt.Status.DELIVERED.ordinal()));
    var fx = new HashMap<>(row.get("fx").m());
    fx.put("1", AttributeValue.fromM(reply));
    var copy = new HashMap<>(row);
    copy.put("fx", AttributeValue.fromM(fx));
    Stream.of("due", "dueAt").forEach(it -> copy.put(it, Rows.number(3)));
    return copy;
  }

  private static CardRow card(boolean shown) {
    return new CardRow(
        KEY,
        TICKET,
        2,
        "C0CREATORS",
        shown ? Optional.of("1772442000.000100") : Optional.empty(),
        7,
        shown ? Optional.empty() : Optional.of(NOW),
        "mark-1");
  }
}
