package dragoman.functions;

import static dragoman.functions.Rows.number;
import static dragoman.functions.Rows.text;

import dragoman.message.ConversationKey;
import dragoman.message.Json;
import dragoman.pipeline.CardRow;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Kept;
import dragoman.pipeline.Doors.KeptEvent;
import dragoman.pipeline.Doors.Remains;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * What is stored of a person, and how it goes: a mark is put in a row's place, whole, so that
 * nothing of it stays that this version does not know of. What the methods promise stands in {@link
 * Doors.Ledger}.
 */
record Erasing(Table table) {

  Kept kept(ConversationKey conversation) {
    return Table.call("kept", () -> partition(conversation));
  }

  private Kept partition(ConversationKey conversation) {
    var events = new ArrayList<KeptEvent>();
    var cards = new ArrayList<CardRow>();
    var rows =
        table
            .dynamo()
            .queryPaginator(
                it ->
                    it.tableName(table.name())
                        .consistentRead(true)
                        .keyConditionExpression("pk = :place")
                        .filterExpression("attribute_not_exists(" + Rows.ERASED_AT + ")")
                        .expressionAttributeValues(Map.of(":place", text(conversation.value()))))
            .items();
    for (var row : rows) {
      var sk = row.get("sk").s();
      if (sk.startsWith(Rows.EVENT)) {
        events.add(new KeptEvent(Rows.eventKey(row), tickets(row)));
      } else if (sk.startsWith(Rows.CARD)) {
        cards.add(Rows.card(row));
      }
    }
    return new Kept(events, cards);
  }

  /** A row that nobody can read can be erased all the same. */
  private static Set<String> tickets(Map<String, AttributeValue> row) {
    try {
      return Rows.recorded(row).tickets();
    } catch (Json.Malformed | IllegalArgumentException e) {
      return Set.of();
    }
  }

  boolean erase(Remains remains, Instant now) {
    return switch (remains) {
      case Remains.OfConversation(var key, var version) ->
          put(Rows.erased(key, version + 1, now), "version", version, Optional.of(now));
      case Remains.OfEvent(var conversation, var event) -> {
        var mark = Rows.mark(conversation.value(), Rows.EVENT + event.value(), now);
        Table.call(
            "erase", () -> table.dynamo().putItem(it -> it.tableName(table.name()).item(mark)));
        yield true;
      }
      case Remains.OfCard(var conversation, var ticket, var revision) -> {
        var mark = Rows.mark(conversation.value(), Rows.CARD + ticket, now);
        mark.put("revision", number(revision + 1));
        yield put(mark, "revision", revision, Optional.empty());
      }
      case Remains.OfContact(var contact) -> {
        var key = Rows.key(contact.value(), Rows.CONTACT);
        Table.call(
            "erase", () -> table.dynamo().deleteItem(it -> it.tableName(table.name()).key(key)));
        yield true;
      }
    };
  }

  /**
   * @param expired a row that is past its time by then counts as gone
   */
  private boolean put(
      Map<String, AttributeValue> mark, String counter, long expected, Optional<Instant> expired) {
    var condition =
        expected > 0
            ? counter + " = :expected"
            : "attribute_not_exists(pk)"
                + (expired.isPresent() ? " OR " + Rows.EXPIRES_AT + " <= :now" : "");
    var values =
        expected > 0
            ? Map.of(":expected", number(expected))
            : expired.map(it -> Map.of(":now", number(it.getEpochSecond()))).orElse(Map.of());
    try {
      table
          .dynamo()
          .putItem(
              it -> {
                it.tableName(table.name()).item(mark).conditionExpression(condition);
                if (!values.isEmpty()) {
                  it.expressionAttributeValues(values);
                }
              });
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    } catch (SdkException e) {
      throw new Doors.Unavailable("erase", e);
    }
  }
}
