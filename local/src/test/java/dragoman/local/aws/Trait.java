package dragoman.local.aws;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * What AWS does and some stand-in was seen not to do, tried on a queue or a row of its own before a
 * test that depends on it.
 */
public enum Trait {
  /**
   * SQS keeps track of a deduplication id for five minutes "even after the message is received and
   * deleted" (Amazon SQS Developer Guide, "Using the message deduplication ID"). moto 5.2.1 looks
   * only among the messages that are still there.
   */
  DEDUPLICATION_OUTLIVES_THE_MESSAGE(
      "a FIFO queue here forgets a deduplication id once its message is deleted;"
          + " SQS remembers it for five minutes",
      Trait::remembersDeleted),

  /** ReturnValuesOnConditionCheckFailure; dynalite 4.0.0 is older than that. */
  A_FAILED_CONDITION_SHOWS_THE_ROW(
      "a failed condition does not say here what stood in the way; DynamoDB does when asked,"
          + " and Dragoman waits or reads once more where it is not told",
      Trait::showsTheRow),

  /** dynalite 4.0.0 has none. */
  TRANSACTIONS(
      "there are no DynamoDB transactions here, and Dragoman records every turn in one",
      Trait::hasTransactions);

  private final String difference;
  private final Predicate<Services> trial;
  private final Map<Services, Boolean> tried = new ConcurrentHashMap<>();

  Trait(String difference, Predicate<Services> trial) {
    this.difference = difference;
    this.trial = trial;
  }

  String difference() {
    return difference;
  }

  boolean holds(Services services) {
    return tried.computeIfAbsent(services, trial::test);
  }

  private static boolean remembersDeleted(Services services) {
    var sqs = services.clients().sqs();
    var url =
        sqs.createQueue(
                it ->
                    it.queueName(services.stack().name() + "-trial-" + UUID.randomUUID() + ".fifo")
                        .attributesWithStrings(Map.of("FifoQueue", "true")))
            .queueUrl();
    try {
      for (var round = 0; round < 2; round++) {
        sqs.sendMessage(
            it ->
                it.queueUrl(url)
                    .messageGroupId("g")
                    .messageDeduplicationId("same")
                    .messageBody("x"));
        var got = sqs.receiveMessage(it -> it.queueUrl(url).waitTimeSeconds(1)).messages();
        got.forEach(
            it -> sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(it.receiptHandle())));
        if (round == 1) {
          return got.isEmpty();
        }
      }
      return true;
    } finally {
      sqs.deleteQueue(it -> it.queueUrl(url));
    }
  }

  private static boolean showsTheRow(Services services) {
    var key = AttributeValue.fromS("trial-" + UUID.randomUUID());
    try {
      for (var round = 0; round < 2; round++) {
        services
            .clients()
            .dynamoDb()
            .putItem(
                it ->
                    it.tableName(services.table())
                        .item(Map.of("pk", key, "sk", key))
                        .conditionExpression("attribute_not_exists(pk)")
                        .returnValuesOnConditionCheckFailure(
                            ReturnValuesOnConditionCheckFailure.ALL_OLD));
      }
      return false;
    } catch (ConditionalCheckFailedException e) {
      return e.hasItem();
    }
  }

  /** An empty transaction is refused where there are any, and unknown where there are none. */
  private static boolean hasTransactions(Services services) {
    try {
      services.clients().dynamoDb().transactWriteItems(it -> it.transactItems(List.of()));
      return true;
    } catch (TransactionCanceledException e) {
      return true;
    } catch (DynamoDbException e) {
      return !"UnknownOperationException".equals(e.awsErrorDetails().errorCode());
    }
  }
}
