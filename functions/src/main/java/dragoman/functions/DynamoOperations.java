package dragoman.functions;

import static dragoman.functions.Rows.number;
import static dragoman.functions.Rows.text;

import dragoman.pipeline.Doors;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What operators did by hand to a queue, in the one table: who, when, why and to which messages,
 * written before it is done. It holds no message's text. A {@link Doors.Unavailable} means that
 * nothing was written down, and so nothing may be done.
 */
public final class DynamoOperations {
  /** Long enough for the yearly audit of the year before. */
  public static final Duration KEEP = Duration.ofDays(400);

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoOperations(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  /**
   * One command of an operator.
   *
   * @param queue whose messages it is about
   * @param id unique for the queue, and sorts by time
   * @param verb what is done: {@code redrive} or {@code discard}
   * @param selection which messages were asked for
   */
  public record Operation(
      String queue,
      String id,
      String verb,
      String operator,
      String reason,
      String selection,
      Instant at) {}

  /**
   * One message it is about to be done to.
   *
   * @param message its id on the queue
   * @param facts what else is known, by name: its conversation, where it goes, under which
   *     deduplication id
   */
  public record Entry(String message, Map<String, String> facts) {
    public Entry {
      facts = Map.copyOf(facts);
    }
  }

  public void begin(Operation it) {
    var row = row(it, it.id());
    row.put("verb", text(it.verb()));
    row.put("operator", text(it.operator()));
    row.put("reason", text(it.reason()));
    row.put("selection", text(it.selection()));
    put(row);
  }

  /**
   * @param step counts from 1
   */
  public void intend(Operation it, int step, List<Entry> entries) {
    var row = row(it, "%s#%06d".formatted(it.id(), step));
    row.put("messages", AttributeValue.fromL(entries.stream().map(DynamoOperations::map).toList()));
    put(row);
  }

  /** An operation without an end was broken off: its steps tell how far it may have come. */
  public void end(Operation it, int done, int left, Instant at) {
    Table.call(
        "end",
        () ->
            dynamo.updateItem(
                request ->
                    request
                        .tableName(table)
                        .key(Rows.key(Rows.OPERATOR + it.queue(), it.id()))
                        .updateExpression("SET done = :done, #left = :left, endedAt = :at")
                        .expressionAttributeNames(Map.of("#left", "left"))
                        .expressionAttributeValues(
                            Map.of(
                                ":done", number(done),
                                ":left", number(left),
                                ":at", number(at.toEpochMilli())))));
  }

  private static HashMap<String, AttributeValue> row(Operation it, String sk) {
    var row = new HashMap<>(Rows.key(Rows.OPERATOR + it.queue(), sk));
    row.put("at", number(it.at().toEpochMilli()));
    row.put(Rows.EXPIRES_AT, number(it.at().plus(KEEP).getEpochSecond()));
    return row;
  }

  private static AttributeValue map(Entry entry) {
    var map = new HashMap<String, AttributeValue>();
    map.put("message", text(entry.message()));
    entry.facts().forEach((name, value) -> map.put(name, text(value)));
    return AttributeValue.fromM(map);
  }

  private void put(Map<String, AttributeValue> row) {
    Table.call("record", () -> dynamo.putItem(request -> request.tableName(table).item(row)));
  }
}
