package dragoman.local.doors;

import dragoman.functions.DynamoLedger;
import dragoman.local.aws.Aws;
import dragoman.message.Profile;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.LedgerContract;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The ledger on a service that refuses as DynamoDB does and says no more: neither the row that
 * stood in the way nor why a transaction was cancelled, as older stand-ins do.
 */
class TerseServiceTest implements LedgerContract {
  private final DynamoLedger ledger;

  TerseServiceTest() {
    var services = Aws.EMBEDDED.services();
    var dynamo =
        DynamoDbClient.builder()
            .endpointOverride(services.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .overrideConfiguration(it -> it.addExecutionInterceptor(new SaysNoMore()))
            .build();
    ledger = new DynamoLedger(dynamo, services.table(), () -> NOW);
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void know(ContactKey contact, Profile profile) {
    ledger.know(contact, profile);
  }

  private static final class SaysNoMore implements ExecutionInterceptor {
    @Override
    public Throwable modifyException(
        Context.FailedExecution context, ExecutionAttributes attributes) {
      return switch (context.exception()) {
        case ConditionalCheckFailedException e ->
            e.toBuilder().item((Map<String, AttributeValue>) null).build();
        case TransactionCanceledException e ->
            e.toBuilder().cancellationReasons((Collection<CancellationReason>) null).build();
        case Throwable other -> other;
      };
    }
  }
}
