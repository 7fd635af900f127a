package dragoman.local;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.deadletters.Selection;
import dragoman.local.deadletters.Sight;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A conversation whose every message fails, on queues that give up soon. */
class PoisonTest {
  @TempDir private static Path dir;
  private static Working working;

  @BeforeAll
  static void start() throws Exception {
    working = new Working(dir, PoisonTest::impatient);
  }

  @AfterAll
  static void stop() {
    working.close();
  }

  /** A message is given up at its third delivery, and deliveries are seconds apart. */
  private static String impatient(String template) {
    return template
        .replaceAll("maxReceiveCount: \\d+", "maxReceiveCount: 3")
        .replace("VisibilityTimeout: 60", "VisibilityTimeout: 5");
  }

  @Test
  void a_poisoned_conversation_parks_alone_and_goes_on_once_it_is_mended() throws Exception {
    var poisoned =
        Map.of(
            "pk", AttributeValue.fromS(Working.conversation("701")),
            "sk", AttributeValue.fromS("conversation"));
    var row = new java.util.HashMap<>(poisoned);
    row.put("version", AttributeValue.fromN("1"));
    row.put("state", AttributeValue.fromS("no version can read this"));
    working.clients.dynamoDb().putItem(it -> it.tableName(working.layout.table()).item(row));
    for (var i = 0; i < 3; i++) {
      working.says("701", "wamid.p701-" + i);
      working.says("702", "wamid.p702-" + i);
      working.says("703", "wamid.p703-" + i);
    }

    var shelf = working.layout.shelf("inbound-dead");
    Working.await(() -> working.office.depth(shelf) == 3);
    assertThat(Working.ids(working.recorded("wamid.p702-")))
        .isEqualTo(Working.numbered("wamid.p702-", 3));
    assertThat(Working.ids(working.recorded("wamid.p703-")))
        .isEqualTo(Working.numbered("wamid.p703-", 3));
    assertThat(working.recorded("wamid.p701-")).isEmpty();
    assertThat(working.office.look(shelf, Selection.ALL, 10).sights())
        .extracting(Sight::conversation)
        .containsOnly(Optional.of(Working.conversation("701")));

    working.clients.dynamoDb().deleteItem(it -> it.tableName(working.layout.table()).key(poisoned));
    assertThat(working.redrive("inbound-dead", 100).complete()).isTrue();
    Working.await(() -> working.recorded("wamid.p701-").size() == 3);
    assertThat(Working.ids(working.recorded("wamid.p701-")))
        .isEqualTo(Working.numbered("wamid.p701-", 3));
  }
}
