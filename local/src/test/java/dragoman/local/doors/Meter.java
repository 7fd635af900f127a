package dragoman.local.doors;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Counts AWS calls and the table's capacity units, at the SDK's own clients. */
final class Meter implements ExecutionInterceptor {
  private final Map<String, Integer> calls = new TreeMap<>();
  private double writeUnits;
  private double readUnits;

  /**
   * What has been counted since the last reading, as cells of a table: calls, write units, read
   * units; and begins anew.
   */
  synchronized String reading() {
    var names =
        calls.entrySet().stream()
            .map(it -> it.getValue() + " " + it.getKey())
            .collect(Collectors.joining(", "));
    var line = "%s | %s | %s".formatted(names, units(writeUnits), units(readUnits));
    calls.clear();
    writeUnits = 0;
    readUnits = 0;
    return line;
  }

  private static String units(double units) {
    return units == Math.rint(units) ? Long.toString((long) units) : Double.toString(units);
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
      case SdkRequest other -> other;
    };
  }

  @Override
  public synchronized void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes attributes) {
    var name = context.request().getClass().getSimpleName().replace("Request", "");
    calls.merge(name, 1, Integer::sum);
  }

  @Override
  public synchronized void afterExecution(
      Context.AfterExecution context, ExecutionAttributes attributes) {
    switch (context.response()) {
      case BatchGetItemResponse it -> it.consumedCapacity().forEach(c -> readUnits += units(c));
      case GetItemResponse it -> readUnits += units(it.consumedCapacity());
      case PutItemResponse it -> writeUnits += units(it.consumedCapacity());
      case UpdateItemResponse it -> writeUnits += units(it.consumedCapacity());
      case TransactWriteItemsResponse it ->
          it.consumedCapacity().forEach(c -> writeUnits += units(c));
      case Object _ -> {}
    }
  }

  private static double units(ConsumedCapacity capacity) {
    return capacity == null ? 0 : capacity.capacityUnits();
  }
}
