package dragoman.local.doors;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

/**
 * Counts AWS calls and the table's capacity units, at the SDK's own clients. Where the engine says
 * 0 and AWS bills, AWS's rule counts (Developer Guide, "DynamoDB read and write operations"): what
 * a strongly consistent read does not find is a unit, what a query does not find half a unit, and a
 * refused write is a write.
 */
final class Meter implements ExecutionInterceptor {
  private static final int MISSING_ITEM = 1;
  private static final double EMPTY_QUERY = 0.5;

  private final Map<String, Integer> calls = new TreeMap<>();
  private final List<Integer> items = new ArrayList<>();
  private double writeUnits;
  private double readUnits;

  /** What has been counted since the last reading; and begins anew. */
  synchronized Reading reading() {
    var reading = new Reading(new TreeMap<>(calls), writeUnits, readUnits, List.copyOf(items));
    calls.clear();
    items.clear();
    writeUnits = 0;
    readUnits = 0;
    return reading;
  }

  /**
   * @param items sizes of what transactions put, in bytes
   */
  record Reading(
      SortedMap<String, Integer> calls, double writes, double reads, List<Integer> items) {}

  /** Counts a call that goes through no client of ours. */
  synchronized void call(String name) {
    calls.merge(name, 1, Integer::sum);
  }

  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C metered(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(it -> it.addExecutionInterceptor(this))
        .build();
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    var total = ReturnConsumedCapacity.TOTAL;
    return switch (context.request()) {
      case BatchGetItemRequest it -> it.toBuilder().returnConsumedCapacity(total).build();
      case GetItemRequest it -> it.toBuilder().returnConsumedCapacity(total).build();
      case PutItemRequest it -> it.toBuilder().returnConsumedCapacity(total).build();
      case UpdateItemRequest it -> it.toBuilder().returnConsumedCapacity(total).build();
      case TransactWriteItemsRequest it -> it.toBuilder().returnConsumedCapacity(total).build();
      case QueryRequest it -> it.toBuilder().returnConsumedCapacity(total).build();
      case SdkRequest other -> other;
    };
  }

  @Override
  public synchronized void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes attributes) {
    var name = context.request().getClass().getSimpleName().replace("Request", "");
    switch (context.request()) {
      case SendMessageBatchRequest it -> call(name + fifo(it.queueUrl()));
      case TransactWriteItemsRequest it -> {
        call(name);
        it.transactItems().forEach(write -> items.add(ItemSize.of(write.put().item())));
      }
      case SdkRequest _ -> call(name);
    }
  }

  private static String fifo(String queueUrl) {
    return queueUrl.endsWith(".fifo") ? " (FIFO)" : "";
  }

  @Override
  public synchronized void afterExecution(
      Context.AfterExecution context, ExecutionAttributes attributes) {
    switch (context.response()) {
      case BatchGetItemResponse it -> {
        it.consumedCapacity().forEach(c -> readUnits += units(c));
        readUnits += missing((BatchGetItemRequest) context.request(), it);
      }
      case GetItemResponse it ->
          readUnits += it.hasItem() ? units(it.consumedCapacity()) : MISSING_ITEM;
      case QueryResponse it ->
          readUnits += it.count() == 0 ? EMPTY_QUERY : units(it.consumedCapacity());
      case PutItemResponse it -> writeUnits += units(it.consumedCapacity());
      case UpdateItemResponse it -> writeUnits += units(it.consumedCapacity());
      case TransactWriteItemsResponse it ->
          it.consumedCapacity().forEach(c -> writeUnits += units(c));
      case Object _ -> {}
    }
  }

  private static int missing(BatchGetItemRequest request, BatchGetItemResponse response) {
    var asked = request.requestItems().values().stream().mapToInt(it -> it.keys().size()).sum();
    return MISSING_ITEM
        * (asked - response.responses().values().stream().mapToInt(List::size).sum());
  }

  /** A refused transaction; the engine says nothing of it. */
  @Override
  public synchronized void onExecutionFailure(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof TransactWriteItemsRequest it
        && context.exception() instanceof TransactionCanceledException) {
      it.transactItems()
          .forEach(write -> writeUnits += 2 * ItemSize.writeUnits(ItemSize.of(write.put().item())));
    }
  }

  private static double units(ConsumedCapacity capacity) {
    return capacity == null ? 0 : capacity.capacityUnits();
  }
}
