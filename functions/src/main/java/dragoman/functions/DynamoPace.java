package dragoman.functions;

import static dragoman.functions.Rows.number;

import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Slots as rows, so that all instances keep one pace together; pauses each instance learns by
 * itself, from the provider's own answer.
 */
public final class DynamoPace implements Pace {
  private final DynamoDbClient dynamo;
  private final String table;
  private final Map<String, Instant> pauses = new ConcurrentHashMap<>();

  public DynamoPace(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public Duration reserve(String lane, Duration interval, Instant now) {
    try {
      dynamo.updateItem(
          it ->
              it.tableName(table)
                  .key(Rows.key("pace#" + lane, "pace"))
                  .updateExpression("SET nextSlotAt = :next, " + Rows.EXPIRES_AT + " = :gone")
                  .conditionExpression("attribute_not_exists(nextSlotAt) OR nextSlotAt <= :now")
                  .expressionAttributeValues(
                      Map.of(
                          ":now", number(now.toEpochMilli()),
                          ":next", number(now.plus(interval).toEpochMilli()),
                          ":gone", number(now.plus(Duration.ofDays(1)).getEpochSecond())))
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Duration.ZERO;
    } catch (ConditionalCheckFailedException e) {
      if (!e.hasItem()) {
        return interval; // Not every AWS-compatible service says what was there: the longest wait.
      }
      var free = Instant.ofEpochMilli(Long.parseLong(e.item().get("nextSlotAt").n()));
      return free.isAfter(now) ? Duration.between(now, free) : Duration.ofMillis(1);
    } catch (SdkException e) {
      throw new Doors.Unavailable("reserve", e);
    }
  }

  @Override
  public void hold(String lane, Instant until) {
    pauses.merge(lane, until, (old, fresh) -> old.isAfter(fresh) ? old : fresh);
  }

  @Override
  public Duration held(String lane, Instant now) {
    var until = pauses.getOrDefault(lane, now);
    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }
}
