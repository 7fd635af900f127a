package dragoman.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dragoman.bench.lambda.TaskRoot;
import dragoman.local.template.Stack;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every function of the template, from the zip that is deployed, under Lambda's own runtime client:
 * a message of somebody whose account was stolen goes all the way through. The functions run in the
 * order of the template, which is the order of the data.
 */
class PackagedZipTest {
  private static final String NO_FAILURES = "{\"batchItemFailures\":[]}";

  /** What each function is given, and what must have come of it. */
  private static final Map<String, Step> STEPS =
      Map.of(
          "ReceiveWebhook",
          world -> {
            var now = Long.toString(Instant.now().getEpochSecond());
            var body = Packaged.event("whatsapp/text-en-account-hacked.json");
            assertThat(world.webhook(body.replace("1772442056", now)))
                .contains("\"statusCode\":200");
            assertThat(world.waiting("inbound.fifo")).isEqualTo(1);
          },
          "RouteConversation",
          world -> {
            assertThat(world.batch("RouteConversation", "inbound.fifo")).isEqualTo(NO_FAILURES);
            assertThat(world.rows()).anyMatch(it -> it.startsWith("event#"));
            assertThat(world.waiting("outbound.fifo")).isEqualTo(1);
            assertThat(world.waiting("team-creators-en.fifo")).isEqualTo(1);
            assertThat(world.waiting("escalations")).isEqualTo(1);
          },
          "DeliverReply",
          world -> {
            assertThat(world.batch("DeliverReply", "outbound.fifo")).isEqualTo(NO_FAILURES);
            assertThat(world.rows()).anyMatch(it -> it.startsWith("event#") && it.contains("SENT"));
          },
          "TrackReceipts",
          world -> {
            assertThat(world.webhook(world.status())).contains("\"statusCode\":200");
            assertThat(world.batch("TrackReceipts", "receipts")).isEqualTo(NO_FAILURES);
            assertThat(world.rows()).anyMatch(it -> it.startsWith("receipts#"));
          },
          "NotifySlack",
          world -> {
            assertThat(world.batch("NotifySlack", "escalations")).isEqualTo(NO_FAILURES);
            assertThat(world.rows()).anyMatch(it -> it.startsWith("card#"));
          },
          "WatchConversations",
          world -> assertThat(world.invoke("WatchConversations", "{}")).isEqualTo("0"),
          "EraseContact",
          world -> {
            var sender = Packaged.event("whatsapp/text-en-account-hacked.json");
            var from = sender.replaceAll("(?s).*\"from\": *\"([0-9]+)\".*", "$1");
            var asked =
                "{\"channel\":\"whatsapp\",\"accounts\":[\"100000000000001\"],\"ids\":[\"%s\"]}"
                    .formatted(from);
            assertThat(world.invoke("EraseContact", asked))
                .contains("\"complete\":true", "\"conversations\":1", "\"cards\":1");
            assertThat(world.rows())
                .filteredOn(it -> it.startsWith("event#") || it.startsWith("card#"))
                .isNotEmpty()
                .allMatch(it -> it.contains("erasedAt") && !it.contains("decision"));
          },
          "RehearseDeployment",
          world -> {
            var event = "{\"DeploymentId\":\"d-1\",\"LifecycleEventHookExecutionId\":\"e-1\"}";
            assertThat(world.invoke("RehearseDeployment", event)).isEqualTo("\"Succeeded\"");
            assertThat(world.versions().told())
                .singleElement()
                .satisfies(it -> assertThat(it).contains("d-1", "e-1", "Succeeded"));
          });

  private static World world;

  private interface Step {
    void run(World world) throws Exception;
  }

  @BeforeAll
  static void open(@TempDir Path folder) {
    Packaged.only_where_it_can_run();
    TaskRoot root = Packaged.unpack(folder);
    world = World.open(root);
  }

  @AfterAll
  static void close() {
    if (world != null) {
      world.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> every_function_of_the_template_does_its_work() {
    return world.stack().functions().stream()
        .map(Stack.Function::logicalId)
        .map(
            id ->
                dynamicTest(
                    id,
                    () -> {
                      assertThat(STEPS)
                          .as("%s has no event in PackagedZipTest.STEPS yet: give it one", id)
                          .containsKey(id);
                      STEPS.get(id).run(world);
                      assertThat(world.failures(id)).isEmpty();
                    }));
  }
}
