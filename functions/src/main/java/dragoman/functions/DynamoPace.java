package dragoman.functions;

import static dragoman.functions.Rows.number;

import dragoman.channel.Capability.Rate;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Buckets as rows, so that all instances keep one pace together; pauses each instance learns by
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

  /** One call for a bucket that is full, as it is as a rule; a second in the midst of a burst. */
  @Override
  public Duration take(String bucket, Rate rate, Instant now) {
    try {
      begin(bucket, rate, now);
      return Duration.ZERO;
    } catch (ConditionalCheckFailedException e) {
      var wait = waits(e, rate, now);
      return wait.isPositive() ? wait : goOn(bucket, rate, now);
    } catch (SdkException e) {
      throw new Doors.Unavailable("take", e);
    }
  }

  private void begin(String bucket, Rate rate, Instant now) {
    set(
        bucket,
        ":slot",
        number(now.plus(rate.interval()).toEpochMilli()),
        "attribute_not_exists(nextSlotAt) OR nextSlotAt <= :limit",
        now,
        now);
  }

  private Duration goOn(String bucket, Rate rate, Instant now) {
    try {
      set(
          bucket,
          "nextSlotAt + :slot",
          number(rate.interval().toMillis()),
          "nextSlotAt <= :limit",
          now.plus(rate.ahead()),
          now);
      return Duration.ZERO;
    } catch (ConditionalCheckFailedException e) {
      var wait = waits(e, rate, now);
      return wait.isPositive() ? wait : rate.interval();
    } catch (SdkException e) {
      throw new Doors.Unavailable("take", e);
    }
  }

  private void set(
      String bucket,
      String next,
      AttributeValue slot,
      String condition,
      Instant limit,
      Instant now) {
    dynamo.updateItem(
        it ->
            it.tableName(table)
                .key(Rows.key("pace#" + bucket, "pace"))
                .updateExpression("SET nextSlotAt = " + next + ", " + Rows.EXPIRES_AT + " = :gone")
                .conditionExpression(condition)
                .expressionAttributeValues(
                    Map.of(
                        ":limit", number(limit.toEpochMilli()),
                        ":slot", slot,
                        ":gone", number(now.plus(Duration.ofDays(1)).getEpochSecond())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  /** How long until there is one; not positive if there is. */
  private static Duration waits(ConditionalCheckFailedException e, Rate rate, Instant now) {
    if (!e.hasItem()) {
      // Not every AWS-compatible service says what was there: then only asking tells of a burst.
      return rate.burst() == 1 ? rate.interval() : Duration.ZERO;
    }
    var full = Instant.ofEpochMilli(Long.parseLong(e.item().get("nextSlotAt").n()));
    return Duration.between(now.plus(rate.ahead()), full);
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
