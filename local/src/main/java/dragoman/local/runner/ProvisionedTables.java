package dragoman.local.runner;

import dragoman.local.template.Stack;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** Makes and deletes a stack's tables, whatever AWS-compatible service they are on. */
record ProvisionedTables(DynamoDbClient dynamoDb) {
  /** The SDK's own waiter would look again after 20 seconds. */
  private static final WaiterOverrideConfiguration PATIENCE =
      WaiterOverrideConfiguration.builder()
          .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(250)))
          .maxAttempts(480)
          .build();

  void create(Stack.Table table) {
    var request =
        CreateTableRequest.builder()
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                table.attributes().entrySet().stream()
                    .map(
                        entry ->
                            AttributeDefinition.builder()
                                .attributeName(entry.getKey())
                                .attributeType(entry.getValue())
                                .build())
                    .toList())
            .keySchema(keys(table.keys()));
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(
          table.indexes().stream().map(ProvisionedTables::index).toList());
    }
    try {
      dynamoDb.createTable(request.build());
    } catch (ResourceInUseException e) {
      // kept as it is
    }
    try (var waiter = waiter()) {
      waiter.waitUntilTableExists(wait -> wait.tableName(table.name()));
    }
    table.timeToLive().ifPresent(attribute -> expire(table.name(), attribute));
  }

  /** Rows past their time count as gone anyway, so a service that cannot delete them will do. */
  private void expire(String table, String attribute) {
    try {
      var status =
          dynamoDb
              .describeTimeToLive(request -> request.tableName(table))
              .timeToLiveDescription()
              .timeToLiveStatus();
      if (status != TimeToLiveStatus.ENABLED && status != TimeToLiveStatus.ENABLING) {
        dynamoDb.updateTimeToLive(
            request ->
                request
                    .tableName(table)
                    .timeToLiveSpecification(it -> it.attributeName(attribute).enabled(true)));
      }
    } catch (DynamoDbException e) {
      System.err.println(
          "provisioning: no time to live on table "
              + table
              + " here: "
              + e.awsErrorDetails().errorCode());
    }
  }

  void delete(Stack.Table table) {
    try (var waiter = waiter()) {
      dynamoDb.deleteTable(request -> request.tableName(table.name()));
      waiter.waitUntilTableNotExists(wait -> wait.tableName(table.name()));
    } catch (ResourceNotFoundException e) {
      // already as wanted
    }
  }

  private DynamoDbWaiter waiter() {
    return DynamoDbWaiter.builder().client(dynamoDb).overrideConfiguration(PATIENCE).build();
  }

  private static GlobalSecondaryIndex index(Stack.Index index) {
    var projection = Projection.builder().projectionType(index.projection());
    if (!index.included().isEmpty()) {
      projection.nonKeyAttributes(index.included());
    }
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keys(index.keys()))
        .projection(projection.build())
        .build();
  }

  private static List<KeySchemaElement> keys(List<Stack.KeyPart> keys) {
    return keys.stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(key.attribute())
                    .keyType(key.role())
                    .build())
        .toList();
  }
}
