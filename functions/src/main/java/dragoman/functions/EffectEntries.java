package dragoman.functions;

import static dragoman.functions.Rows.number;
import static dragoman.functions.Rows.text;

import dragoman.message.EffectRef;
import dragoman.message.Receipt;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Claim;
import dragoman.pipeline.Progress;
import dragoman.pipeline.Progress.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * How far the effects of an event are: the entries of {@code fx} in its inbox row, each changed by
 * one conditional update. What the methods promise stands in {@link Doors.Ledger}.
 */
record EffectEntries(Table table) {

  Claim claim(EffectRef effect, Instant now) {
    return take(
        effect,
        "SET fx.#n.s = :sending, fx.#n.a = fx.#n.a + :one, fx.#n.t = :now",
        "fx.#n.s = :pending",
        Map.of(
            ":sending", text(Status.SENDING.name()),
            ":pending", text(Status.PENDING.name()),
            ":one", number(1),
            ":now", number(now.toEpochMilli())));
  }

  Claim takeOver(EffectRef effect, int attempt, String note, Instant now) {
    return take(
        effect,
        "SET fx.#n.a = fx.#n.a + :one, fx.#n.t = :now, fx.#n.m = :note",
        "fx.#n.s = :sending AND fx.#n.a = :attempt",
        Map.of(
            ":sending", text(Status.SENDING.name()),
            ":attempt", number(attempt),
            ":note", text(note),
            ":one", number(1),
            ":now", number(now.toEpochMilli())));
  }

  private Claim take(
      EffectRef effect, String update, String condition, Map<String, AttributeValue> values) {
    try {
      var answer =
          table
              .dynamo()
              .updateItem(
                  update(effect)
                      .updateExpression(update)
                      .conditionExpression(condition)
                      .expressionAttributeValues(values)
                      .returnValues(ReturnValue.ALL_NEW)
                      .returnValuesOnConditionCheckFailure(
                          ReturnValuesOnConditionCheckFailure.ALL_OLD)
                      .build());
      var row = answer.attributes();
      return new Claim.Mine(Table.recorded(row), Rows.progress(row, effect.number()));
    } catch (ConditionalCheckFailedException e) {
      // Not every AWS-compatible service says what was there; if it is there, it can be read.
      var row = e.hasItem() ? e.item() : table.row(key(effect));
      return holds(row, effect)
          ? new Claim.Taken(Table.recorded(row), Rows.progress(row, effect.number()))
          : new Claim.Missing();
    } catch (SdkException e) {
      throw new Doors.Unavailable("claim", e);
    }
  }

  private static boolean holds(Map<String, AttributeValue> row, EffectRef effect) {
    return row.containsKey("fx")
        && row.get("fx").m().containsKey(Integer.toString(effect.number()));
  }

  boolean settle(EffectRef effect, Progress progress, boolean last) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":status", text(progress.status().name()));
    values.put(":now", number(progress.since().toEpochMilli()));
    values.put(":sending", text(Status.SENDING.name()));
    values.put(":attempt", number(progress.attempt()));
    progress.note().ifPresent(it -> values.put(":note", text(it)));
    return table.changed(
        update(effect)
            .updateExpression(
                "SET fx.#n.s = :status, fx.#n.t = :now"
                    + (progress.note().isPresent() ? ", fx.#n.m = :note" : " REMOVE fx.#n.m")
                    + (last ? (progress.note().isPresent() ? " REMOVE" : ",") + " due, dueAt" : ""))
            .conditionExpression("fx.#n.s = :sending AND fx.#n.a = :attempt")
            .expressionAttributeValues(values));
  }

  void finish(EffectRef effect, Instant now, boolean last) {
    table.changed(
        update(effect)
            .updateExpression(
                "SET fx.#n.s = :sent, fx.#n.t = :now" + (last ? " REMOVE due, dueAt" : ""))
            .conditionExpression("attribute_exists(fx.#n)")
            .expressionAttributeValues(
                Map.of(
                    ":sent", text(Status.SENT.name()),
                    ":now", number(now.toEpochMilli()))));
  }

  boolean receipt(EffectRef effect, Receipt receipt, Instant now) {
    var values =
        Map.of(
            ":rank", number(receipt.status().ordinal()),
            ":from", text(Rows.from(receipt.channel(), receipt.account())),
            ":pending", text(Status.PENDING.name()),
            ":sending", text(Status.SENDING.name()));
    var arrived = receipt.status() != Receipt.Status.FAILED;
    var news =
        "fx.#n.f = :from AND (attribute_not_exists(fx.#n.r) OR fx.#n.r "
            + (arrived ? "<" : "<=")
            + " :rank)";
    if (table.changed(
        update(effect)
            .updateExpression("SET fx.#n.r = :rank")
            .conditionExpression(news + " AND NOT fx.#n.s IN (:pending, :sending)")
            .expressionAttributeValues(values))) {
      return true;
    }
    // Either it says nothing new, or the reply has not ended and this ends it.
    var ends = new HashMap<>(values);
    ends.put(":end", text((arrived ? Status.SENT : Status.FAILED).name()));
    ends.put(":now", number(now.toEpochMilli()));
    ends.put(":note", text(receipt.externalId()));
    return table.changed(
        update(effect)
            .updateExpression(
                "SET fx.#n.r = :rank, fx.#n.s = :end, fx.#n.t = :now, fx.#n.m = :note")
            .conditionExpression(news + " AND fx.#n.s IN (:pending, :sending)")
            .expressionAttributeValues(ends));
  }

  private UpdateItemRequest.Builder update(EffectRef effect) {
    return UpdateItemRequest.builder()
        .tableName(table.name())
        .key(key(effect))
        .expressionAttributeNames(Map.of("#n", Integer.toString(effect.number())));
  }

  private static Map<String, AttributeValue> key(EffectRef effect) {
    return Rows.key(effect.conversation().value(), Rows.EVENT + effect.event().value());
  }
}
