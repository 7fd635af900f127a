package dragoman.functions;

import static dragoman.functions.Rows.number;

import dragoman.message.Consent;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Json;
import dragoman.message.Profile;
import dragoman.message.Receipt;
import dragoman.pipeline.CardRow;
import dragoman.pipeline.Commit;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Claim;
import dragoman.pipeline.Doors.Commitment;
import dragoman.pipeline.Doors.Due;
import dragoman.pipeline.Doors.Kept;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Remains;
import dragoman.pipeline.Doors.Standing;
import dragoman.pipeline.Doors.Standings;
import dragoman.pipeline.Progress;
import dragoman.pipeline.Recorded;
import dragoman.pipeline.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The one table in DynamoDB. Every method is one request, but for a receipt that finds its reply
 * still being sent, and for a long conversation's {@link #kept}. Safe for use by several threads.
 */
public final class DynamoLedger implements Ledger {
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";

  private final Table table;
  private final InstantSource clock;
  private final EffectEntries effects;
  private final Erasing erasing;

  public DynamoLedger(DynamoDbClient dynamo, String table, InstantSource clock) {
    this.table = new Table(dynamo, table);
    this.clock = clock;
    this.effects = new EffectEntries(this.table);
    this.erasing = new Erasing(this.table);
  }

  @Override
  public Standings read(List<ConversationKey> conversations, List<ContactKey> contacts) {
    var keys = new ArrayList<Map<String, AttributeValue>>();
    conversations.stream()
        .distinct()
        .forEach(it -> keys.add(Rows.key(it.value(), Rows.CONVERSATION)));
    contacts.stream().distinct().forEach(it -> keys.add(Rows.key(it.value(), Rows.CONTACT)));
    var asked = KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
    var answer =
        Table.call(
            "read",
            () -> table.dynamo().batchGetItem(it -> it.requestItems(Map.of(table.name(), asked))));
    if (!answer.unprocessedKeys().isEmpty()) {
      throw new Doors.Unavailable("the table did not read everything");
    }
    var standings = new HashMap<ConversationKey, Standing>();
    var profiles = new HashMap<ContactKey, Profile>();
    for (var row : answer.responses().getOrDefault(table.name(), List.of())) {
      if (!Rows.alive(row, clock.instant())) {
        continue;
      }
      try {
        if (row.get("sk").s().equals(Rows.CONTACT)) {
          profiles.put(new ContactKey(row.get("pk").s()), Rows.profile(row));
        } else {
          standings.put(new ConversationKey(row.get("pk").s()), Rows.standing(row));
        }
      } catch (Json.Malformed e) {
        throw Table.unreadable(row, e);
      }
    }
    return new Standings(standings, profiles);
  }

  @Override
  public Optional<Consent> consent(ConversationKey conversation) {
    var row = table.row(Rows.key(conversation.value(), Rows.CONSENT));
    return row.isEmpty() ? Optional.empty() : Optional.of(Rows.consent(row));
  }

  @Override
  public void noteConsent(ConversationKey conversation, Consent consent) {
    table.changed(
        UpdateItemRequest.builder()
            .tableName(table.name())
            .key(Rows.key(conversation.value(), Rows.CONSENT))
            .updateExpression("SET given = :given, word = :word, saidAt = :at")
            .conditionExpression("attribute_not_exists(saidAt) OR saidAt < :at")
            .expressionAttributeValues(
                Map.of(
                    ":given", AttributeValue.fromBool(consent.given()),
                    ":word", AttributeValue.fromS(consent.word()),
                    ":at", number(consent.at().toEpochMilli()))));
  }

  @Override
  public Commitment commit(Commit commit) {
    var recorded = commit.recorded();
    var now = recorded.at();
    var inbox = new HashMap<>(Rows.inbox(recorded));
    commit.dueAt().ifPresent(at -> putDue(inbox, recorded.event().key(), at));
    var writes = new ArrayList<TransactWriteItem>();
    writes.add(put(inbox, "attribute_not_exists(pk)", Map.of()));
    writes.add(
        commit.expected() == 0
            ? putWhereFree(Rows.conversation(commit.next(), now))
            : put(
                Rows.conversation(commit.next(), now),
                "version = :expected",
                Map.of(":expected", number(commit.expected()))));
    for (var place : commit.aliases()) {
      writes.add(putWhereFree(Rows.alias(place, recorded.conversation(), now)));
    }
    recorded
        .decision()
        .consent()
        .ifPresent(it -> writes.add(put(Rows.consent(recorded.conversation(), it), "", Map.of())));
    try {
      table.dynamo().transactWriteItems(it -> it.transactItems(writes));
      return Commitment.DONE;
    } catch (TransactionCanceledException e) {
      var reasons = e.cancellationReasons();
      if (reasons.isEmpty()) {
        // Not every AWS-compatible service names them; that a row is there can be read.
        return table.row(Rows.place(recorded.conversation(), recorded.event().key())).isEmpty()
            ? Commitment.STALE
            : Commitment.REPEATED;
      }
      if (CONDITION_FAILED.equals(reasons.getFirst().code())) {
        return Commitment.REPEATED;
      }
      if (reasons.stream().anyMatch(it -> CONDITION_FAILED.equals(it.code()))) {
        return Commitment.STALE;
      }
      throw new Doors.Unavailable("the transaction met another one or was throttled", e);
    } catch (SdkException e) {
      throw new Doors.Unavailable("commit", e);
    }
  }

  /** DynamoDB deletes late; a row past its time stands in nobody's way. */
  private TransactWriteItem putWhereFree(Map<String, AttributeValue> row) {
    return put(
        row,
        "attribute_not_exists(pk) OR " + Rows.EXPIRES_AT + " <= :now",
        Map.of(":now", number(clock.instant().getEpochSecond())));
  }

  private TransactWriteItem put(
      Map<String, AttributeValue> row, String condition, Map<String, AttributeValue> values) {
    var put = Put.builder().tableName(table.name()).item(row);
    if (!condition.isEmpty()) {
      put.conditionExpression(condition);
    }
    if (!values.isEmpty()) {
      put.expressionAttributeValues(values);
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  @Override
  public Optional<Recorded> find(ConversationKey conversation, EventKey event) {
    var row = table.row(Rows.place(conversation, event));
    return row.isEmpty() || Rows.isErased(row)
        ? Optional.empty()
        : Optional.of(Table.recorded(row));
  }

  @Override
  public Optional<EventKey> event(ConversationKey conversation, String beginning) {
    var answer =
        Table.call(
            "event",
            () ->
                table
                    .dynamo()
                    .query(
                        it ->
                            it.tableName(table.name())
                                .keyConditionExpression("pk = :pk AND begins_with(sk, :event)")
                                .expressionAttributeValues(
                                    Map.of(
                                        ":pk", Rows.text(conversation.value()),
                                        ":event", Rows.text(Rows.EVENT + beginning)))
                                .limit(2)));
    var events = answer.items().stream().filter(row -> !Rows.isErased(row)).toList();
    return events.size() == 1 ? Optional.of(Rows.eventKey(events.getFirst())) : Optional.empty();
  }

  @Override
  public Claim claim(EffectRef effect, Instant now) {
    return effects.claim(effect, now);
  }

  @Override
  public Claim takeOver(EffectRef effect, int attempt, String note, Instant now) {
    return effects.takeOver(effect, attempt, note, now);
  }

  @Override
  public boolean settle(EffectRef effect, Progress progress, boolean last) {
    return effects.settle(effect, progress, last);
  }

  @Override
  public void finish(EffectRef effect, Instant now, boolean last) {
    effects.finish(effect, now, last);
  }

  @Override
  public boolean receipt(EffectRef effect, Receipt receipt, Instant now) {
    return effects.receipt(effect, receipt, now);
  }

  @Override
  public void receiptsArrive(String lane, Instant at) {
    seen(Rows.key(Rows.RECEIPTS + lane, Rows.RECEIPTS), at, Rows.KEEP_EVENT);
  }

  @Override
  public void heard(String lane, Instant at) {
    seen(Rows.key(Rows.HEARD, lane), at, FORGET_LANE);
  }

  private void seen(Map<String, AttributeValue> key, Instant at, Duration keep) {
    table.changed(
        UpdateItemRequest.builder()
            .tableName(table.name())
            .key(key)
            .updateExpression("SET seenAt = :at, " + Rows.EXPIRES_AT + " = :gone")
            .conditionExpression("attribute_not_exists(seenAt) OR seenAt < :at")
            .expressionAttributeValues(
                Map.of(
                    ":at", number(at.toEpochMilli()),
                    ":gone", number(clock.instant().plus(keep).getEpochSecond()))));
  }

  @Override
  public Map<String, Instant> lastHeard() {
    var answer =
        Table.call(
            "last heard",
            () ->
                table
                    .dynamo()
                    .query(
                        it ->
                            it.tableName(table.name())
                                .keyConditionExpression("pk = :heard")
                                .expressionAttributeValues(
                                    Map.of(":heard", AttributeValue.fromS(Rows.HEARD)))));
    return answer.items().stream()
        .filter(row -> Rows.alive(row, clock.instant()))
        .collect(Collectors.toUnmodifiableMap(row -> row.get("sk").s(), DynamoLedger::seenAt));
  }

  @Override
  public Optional<Instant> receiptsArrived(String lane) {
    var row = table.row(Rows.key(Rows.RECEIPTS + lane, Rows.RECEIPTS));
    return row.containsKey("seenAt") ? Optional.of(seenAt(row)) : Optional.empty();
  }

  private static Instant seenAt(Map<String, AttributeValue> row) {
    return Instant.ofEpochMilli(Long.parseLong(row.get("seenAt").n()));
  }

  @Override
  public List<Due> due(int shard, Instant until, int limit) {
    var answer =
        Table.call(
            "due",
            () ->
                table
                    .dynamo()
                    .query(
                        it ->
                            it.tableName(table.name())
                                .indexName("due")
                                .keyConditionExpression("due = :shard AND dueAt <= :until")
                                .expressionAttributeValues(
                                    Map.of(
                                        ":shard", number(shard),
                                        ":until", number(until.toEpochMilli())))
                                .limit(limit)));
    return answer.items().stream()
        .map(
            row ->
                new Due(
                    new ConversationKey(row.get("pk").s()),
                    Rows.eventKey(row),
                    Instant.ofEpochMilli(Long.parseLong(row.get("dueAt").n()))))
        .toList();
  }

  @Override
  public void postpone(ConversationKey conversation, EventKey event, Optional<Instant> dueAt) {
    var update =
        UpdateItemRequest.builder()
            .tableName(table.name())
            .key(Rows.place(conversation, event))
            .conditionExpression("attribute_exists(pk)");
    table.changed(
        dueAt.isEmpty()
            ? update.updateExpression("REMOVE due, dueAt")
            : update
                .updateExpression("SET due = :shard, dueAt = :at")
                .expressionAttributeValues(
                    Map.of(
                        ":shard", number(Watch.shard(event.value())),
                        ":at", number(dueAt.get().toEpochMilli()))));
  }

  @Override
  public Optional<CardRow> card(ConversationKey conversation, String ticket) {
    var row = table.row(Rows.key(conversation.value(), Rows.CARD + ticket));
    return row.isEmpty() || Rows.isErased(row) ? Optional.empty() : Optional.of(Rows.card(row));
  }

  @Override
  public boolean swap(CardRow next) {
    try {
      table
          .dynamo()
          .putItem(
              it -> {
                it.tableName(table.name()).item(Rows.card(next, clock.instant()));
                if (next.revision() == 1) {
                  it.conditionExpression("attribute_not_exists(pk)");
                } else {
                  it.conditionExpression("revision = :before")
                      .expressionAttributeValues(Map.of(":before", number(next.revision() - 1)));
                }
              });
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    } catch (SdkException e) {
      throw new Doors.Unavailable("swap", e);
    }
  }

  @Override
  public Kept kept(ConversationKey conversation) {
    return erasing.kept(conversation);
  }

  @Override
  public boolean erase(Remains remains, Instant now) {
    return erasing.erase(remains, now);
  }

  /** Says what the business knows of a contact. */
  public void know(ContactKey contact, Profile profile) {
    Table.call(
        "know",
        () ->
            table
                .dynamo()
                .putItem(it -> it.tableName(table.name()).item(Rows.contact(contact, profile))));
  }

  private static void putDue(Map<String, AttributeValue> row, EventKey event, Instant at) {
    row.put("due", number(Watch.shard(event.value())));
    row.put("dueAt", number(at.toEpochMilli()));
  }
}
