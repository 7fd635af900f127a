package dragoman.functions;

import dragoman.message.Json;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Recorded;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The table, and what its answers mean to us. */
record Table(DynamoDbClient dynamo, String name) {

  /** False if the update's condition did not hold. */
  boolean changed(UpdateItemRequest.Builder update) {
    try {
      dynamo.updateItem(update.build());
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    } catch (SdkException e) {
      throw new Doors.Unavailable("update", e);
    }
  }

  /** The row as it stands now; empty if there is none. */
  Map<String, AttributeValue> row(Map<String, AttributeValue> key) {
    return call("get", () -> dynamo.getItem(it -> it.tableName(name).key(key).consistentRead(true)))
        .item();
  }

  static Recorded recorded(Map<String, AttributeValue> row) {
    try {
      return Rows.recorded(row);
    } catch (Json.Malformed e) {
      throw unreadable(row, e);
    }
  }

  static Doors.Unavailable unreadable(Map<String, AttributeValue> row, Json.Malformed e) {
    return new Doors.Unavailable("row " + Rows.place(row) + " is not readable", e);
  }

  static <T> T call(String what, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new Doors.Unavailable(what, e);
    }
  }
}
