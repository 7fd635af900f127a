package dragoman.local.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Capability.Rate;
import dragoman.functions.DynamoLedger;
import dragoman.functions.DynamoPace;
import dragoman.local.aws.Aws;
import dragoman.local.aws.OnEveryAws;
import dragoman.local.aws.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows that are only ever updated in place, as 0.1.0 wrote them: a later version goes on from
 * them, and leaves them so that 0.1.0 could.
 */
@OnEveryAws
class SharedTableTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final Rate EACH_SECOND = new Rate(1, Duration.ofSeconds(1), 1);
  private static final AttributeValue LATER = number(NOW.plusSeconds(86_400).getEpochSecond());

  private final Services services;
  private final String lane = "slack/" + UUID.randomUUID();

  SharedTableTest(Aws aws) {
    services = aws.services();
  }

  @Test
  void a_lane_s_pace_goes_on_where_an_earlier_version_left_it() {
    var free = NOW.plusMillis(700);
    put("pace#" + lane, "pace", "nextSlotAt", free);
    var pace = new DynamoPace(services.clients().dynamoDb(), services.table());

    var waits = pace.take(lane, EACH_SECOND, NOW);
    assertThat(waits).isBetween(Duration.ofMillis(700), Duration.ofSeconds(1));
    assertThat(pace.take(lane, EACH_SECOND, free)).isZero();
    assertThat(row("pace#" + lane, "pace"))
        .containsEntry("nextSlotAt", number(free.plusSeconds(1).toEpochMilli()))
        .containsKey("expiresAt");
  }

  @Test
  void what_an_earlier_version_saw_of_receipts_is_known() {
    put("receipts#" + lane, "receipts#", "seenAt", NOW);
    var ledger = new DynamoLedger(services.clients().dynamoDb(), services.table(), () -> NOW);

    assertThat(ledger.receiptsArrived(lane)).contains(NOW);
    ledger.receiptsArrive(lane, NOW.plusSeconds(60));
    assertThat(row("receipts#" + lane, "receipts#"))
        .containsEntry("seenAt", number(NOW.plusSeconds(60).toEpochMilli()))
        .containsKey("expiresAt");
  }

  private void put(String pk, String sk, String name, Instant at) {
    services
        .clients()
        .dynamoDb()
        .putItem(
            it ->
                it.tableName(services.table())
                    .item(
                        Map.of(
                            "pk",
                            AttributeValue.fromS(pk),
                            "sk",
                            AttributeValue.fromS(sk),
                            name,
                            number(at.toEpochMilli()),
                            "expiresAt",
                            LATER,
                            "ofAnother",
                            AttributeValue.fromS("version"))));
  }

  private Map<String, AttributeValue> row(String pk, String sk) {
    return services
        .clients()
        .dynamoDb()
        .getItem(
            it ->
                it.tableName(services.table())
                    .consistentRead(true)
                    .key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))))
        .item();
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
