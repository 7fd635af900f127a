package dragoman.functions;

import dragoman.conversation.Conversation;
import dragoman.conversation.ConversationJson;
import dragoman.conversation.DecisionJson;
import dragoman.conversation.Effect;
import dragoman.message.Consent;
import dragoman.message.ContextJson;
import dragoman.message.ConversationKey;
import dragoman.message.EventJson;
import dragoman.message.EventKey;
import dragoman.message.Fields;
import dragoman.message.Json;
import dragoman.message.Profile;
import dragoman.message.Receipt;
import dragoman.pipeline.CardRow;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Doors.Standing;
import dragoman.pipeline.Progress;
import dragoman.pipeline.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What lies in the one table, and under which keys ({@code docs/decisions/0002-one-table.md}).
 *
 * <pre>
 * pk                  sk              what
 * conversation key    conversation    the conversation, or the alias that leads to it, or the mark
 *                                     of its erasure
 * conversation key    event#KEY       inbox row: event, decision, effects with their progress
 * conversation key    card#TICKET     a dialogue's Slack card; of an event and a card that were
 *                                     erased a mark stays as well
 * conversation key    consent         the person's last word on it; it never expires, and no
 *                                     erasure takes it
 * contact key         contact         what the business knows of a person
 * pace#BUCKET         pace            when the bucket is full again
 * receipts#LANE       receipts#       when a receipt last arrived there
 * heard               LANE            when a person's message last arrived there
 * operator#QUEUE      TIME#ID[#STEP]  what an operator did by hand, and to which messages
 * </pre>
 */
public final class Rows {
  /** The attribute the table's TTL goes by, in epoch seconds; rows past it count as gone. */
  public static final String EXPIRES_AT = "expiresAt";

  /**
   * Longer than the oldest event accepted (8 days) plus a margin: a known event stays known.
   * Message text is kept no longer either.
   */
  public static final Duration KEEP_EVENT = Duration.ofDays(30);

  public static final Duration KEEP_CONVERSATION = Duration.ofDays(180);

  /** When a row was erased, in milliseconds: it is a mark, and holds nothing else. */
  static final String ERASED_AT = "erasedAt";

  static final String CONVERSATION = "conversation";
  static final String EVENT = "event#";
  static final String CARD = "card#";
  static final String CONTACT = "contact";
  static final String CONSENT = "consent";
  static final String RECEIPTS = "receipts#";
  static final String HEARD = "heard";
  static final String OPERATOR = "operator#";

  private Rows() {}

  static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", text(pk), "sk", text(sk));
  }

  static Map<String, AttributeValue> place(ConversationKey conversation, EventKey event) {
    return key(conversation.value(), EVENT + event.value());
  }

  static Map<String, AttributeValue> conversation(Conversation it, Instant now) {
    var row = new HashMap<>(key(it.key().value(), CONVERSATION));
    row.put("version", number(it.version()));
    row.put("state", Packed.of(ConversationJson.write(it)));
    row.put(EXPIRES_AT, number(now.plus(KEEP_CONVERSATION).getEpochSecond()));
    return row;
  }

  static Map<String, AttributeValue> alias(ConversationKey place, ConversationKey to, Instant now) {
    var row = new HashMap<>(key(place.value(), CONVERSATION));
    row.put("alias", text(to.value()));
    row.put(EXPIRES_AT, number(now.plus(KEEP_CONVERSATION).getEpochSecond()));
    return row;
  }

  static Standing standing(Map<String, AttributeValue> row) throws Json.Malformed {
    var key = new ConversationKey(row.get("pk").s());
    if (isErased(row)) {
      return new Standing.Erased(
          Long.parseLong(row.get("version").n()),
          Instant.ofEpochMilli(Long.parseLong(row.get(ERASED_AT).n())));
    }
    return row.containsKey("alias")
        ? new Standing.Alias(new ConversationKey(row.get("alias").s()))
        : new Standing.Itself(
            ConversationJson.read(
                key, Long.parseLong(row.get("version").n()), Packed.json(row.get("state"))));
  }

  static Map<String, AttributeValue> inbox(Recorded it) {
    var row = new HashMap<>(key(it.conversation().value(), EVENT + it.event().key().value()));
    row.put("event", Packed.of(EventJson.write(it.event())));
    row.put("decision", Packed.of(DecisionJson.write(it.decision())));
    row.put("version", number(it.version()));
    row.put("at", number(it.at().toEpochMilli()));
    row.put(EXPIRES_AT, number(it.at().plus(KEEP_EVENT).getEpochSecond()));
    var effects = new HashMap<String, AttributeValue>();
    for (var number = 0; number < it.progress().size(); number++) {
      var effect = progress(it.progress().get(number));
      if (it.effect(number) instanceof Effect.Answering(var reply, _, _)) {
        effect.put("f", text(from(reply.channel(), reply.account())));
      }
      effects.put(Integer.toString(number), AttributeValue.fromM(effect));
    }
    if (!effects.isEmpty()) {
      row.put("fx", AttributeValue.fromM(effects));
    }
    return row;
  }

  /** Whom a reply goes out by; a receipt counts only if it comes from there. */
  static String from(String channel, String account) {
    return channel + "/" + account;
  }

  public static Recorded recorded(Map<String, AttributeValue> row) throws Json.Malformed {
    var conversation = new ConversationKey(row.get("pk").s());
    var event = EventJson.read(Packed.json(row.get("event")));
    var decision = DecisionJson.read(conversation, event, Packed.json(row.get("decision")));
    var progress = new ArrayList<Progress>();
    for (var number = 0; number < decision.effects().size(); number++) {
      progress.add(progress(row, number));
    }
    return new Recorded(
        conversation,
        event,
        decision,
        Long.parseLong(row.get("version").n()),
        Instant.ofEpochMilli(Long.parseLong(row.get("at").n())),
        progress);
  }

  static Progress progress(Map<String, AttributeValue> row, int number) {
    var it = row.get("fx").m().get(Integer.toString(number)).m();
    return new Progress(
        Progress.Status.valueOf(it.get("s").s()),
        Integer.parseInt(it.get("a").n()),
        Instant.ofEpochMilli(Long.parseLong(it.get("t").n())),
        Optional.ofNullable(it.get("m")).map(AttributeValue::s),
        Optional.ofNullable(it.get("r"))
            .map(rank -> Receipt.Status.values()[Integer.parseInt(rank.n())]));
  }

  private static Map<String, AttributeValue> progress(Progress it) {
    var map = new HashMap<String, AttributeValue>();
    map.put("s", text(it.status().name()));
    map.put("a", number(it.attempt()));
    map.put("t", number(it.since().toEpochMilli()));
    return map;
  }

  static Map<String, AttributeValue> contact(ContactKey key, Profile profile) {
    var row = new HashMap<>(key(key.value(), CONTACT));
    var json = ContextJson.write(profile).put("v", "profile.v1");
    row.put("profile", text(Json.write(json)));
    return row;
  }

  static Profile profile(Map<String, AttributeValue> row) throws Json.Malformed {
    return ContextJson.profile(Fields.of(row.get("profile").s(), "profile.v1"));
  }

  /** A hashed key, a word of the policy's and a time: nothing of the person. */
  static Map<String, AttributeValue> consent(ConversationKey key, Consent it) {
    var row = new HashMap<>(key(key.value(), CONSENT));
    row.put("given", AttributeValue.fromBool(it.given()));
    row.put("word", text(it.word()));
    row.put("saidAt", number(it.at().toEpochMilli()));
    return row;
  }

  static Consent consent(Map<String, AttributeValue> row) {
    return new Consent(
        row.get("given").bool(),
        row.get("word").s(),
        Instant.ofEpochMilli(Long.parseLong(row.get("saidAt").n())));
  }

  static Map<String, AttributeValue> card(CardRow it, Instant now) {
    var row = new HashMap<>(key(it.conversation().value(), CARD + it.ticket()));
    row.put("revision", number(it.revision()));
    row.put("slack", text(it.slackChannel()));
    it.ts().ifPresent(ts -> row.put("ts", text(ts)));
    row.put("shown", number(it.shown()));
    it.posting().ifPresent(at -> row.put("posting", number(at.toEpochMilli())));
    row.put("mark", text(it.mark()));
    row.put(EXPIRES_AT, number(now.plus(KEEP_CONVERSATION).getEpochSecond()));
    return row;
  }

  static CardRow card(Map<String, AttributeValue> row) {
    return new CardRow(
        new ConversationKey(row.get("pk").s()),
        row.get("sk").s().substring(CARD.length()),
        Long.parseLong(row.get("revision").n()),
        row.get("slack").s(),
        Optional.ofNullable(row.get("ts")).map(AttributeValue::s),
        Long.parseLong(row.get("shown").n()),
        Optional.ofNullable(row.get("posting"))
            .map(it -> Instant.ofEpochMilli(Long.parseLong(it.n()))),
        row.get("mark").s());
  }

  /** What stays of a row that was erased, for as long as an event is remembered. */
  static HashMap<String, AttributeValue> mark(String pk, String sk, Instant now) {
    var row = new HashMap<>(key(pk, sk));
    row.put(ERASED_AT, number(now.toEpochMilli()));
    row.put(EXPIRES_AT, number(now.plus(KEEP_EVENT).getEpochSecond()));
    return row;
  }

  /** The mark that stands in an erased conversation's place. */
  static Map<String, AttributeValue> erased(ConversationKey place, long version, Instant now) {
    var row = mark(place.value(), CONVERSATION, now);
    row.put("version", number(version));
    return row;
  }

  static boolean isErased(Map<String, AttributeValue> row) {
    return row.containsKey(ERASED_AT);
  }

  static EventKey eventKey(Map<String, AttributeValue> row) {
    return new EventKey(row.get("sk").s().substring(EVENT.length()));
  }

  static boolean alive(Map<String, AttributeValue> row, Instant now) {
    return !row.containsKey(EXPIRES_AT)
        || Long.parseLong(row.get(EXPIRES_AT).n()) > now.getEpochSecond();
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static List<String> place(Map<String, AttributeValue> row) {
    return List.of(row.get("pk").s(), row.get("sk").s());
  }
}
