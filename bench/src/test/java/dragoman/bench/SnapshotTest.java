package dragoman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.bench.lambda.Events;
import dragoman.bench.lambda.FunctionProcess;
import dragoman.bench.lambda.Launch;
import dragoman.bench.lambda.TaskRoot;
import dragoman.bench.stub.AwsStub;
import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lambda's SnapStart, replayed: the runtime client calls the hooks; only the freezing is missing.
 */
class SnapshotTest {
  private static final String SECRET = "snapshot-app-secret";
  private static final String STACK = "frozen";

  /** No version of these is ever called, so they never start from a snapshot. */
  private static final Set<String> CALLED_AS_THEY_ARE =
      Set.of("RehearseDeployment", "EraseContact");

  private static TaskRoot root;
  private static AwsStub aws;

  @BeforeAll
  static void open(@TempDir Path folder) {
    Packaged.only_where_it_can_run();
    root = Packaged.unpack(folder);
    aws =
        AwsStub.overHttp(
            Map.of(
                STACK + "/endpoints/whatsapp/main",
                "{\"secrets\":[\"%s\"],\"accounts\":[\"100000000000001\"]}".formatted(SECRET)));
  }

  @AfterAll
  static void close() {
    if (aws != null) {
      aws.close();
    }
  }

  static List<String> functions() {
    return stack().functions().stream()
        .map(Stack.Function::logicalId)
        .filter(it -> !CALLED_AS_THEY_ARE.contains(it))
        .toList();
  }

  private static Stack stack() {
    return Template.read(Packaged.ROOT.resolve("infra/template.yaml"))
        .at(
            new Place("us-east-1", "000000000000", "https://sqs.us-east-1.amazonaws.com/0/"),
            STACK,
            Map.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void a_snapshot_is_rehearsed_without_a_call_and_holds_no_connection(String function) {
    aws.forget();
    try (var process = start(function)) {
      process.frozen();
      assertThat(aws.counts().keySet()).as("calls while rehearsing").containsOnly(AwsStub.NOTHING);
      assertThat(aws.stored()).isEmpty();
      assertThat(process.connections(aws.endpoint().getPort())).isZero();
      aws.cut();
      process.restored();
    }
  }

  @Test
  void the_first_webhook_after_a_restore_reads_the_secrets_and_is_queued_in_one_call() {
    var body = Packaged.event("whatsapp/text-en-views-dropped.json");
    var event = Events.whatsApp("main", SECRET, body.getBytes(StandardCharsets.UTF_8));
    try (var process = start("ReceiveWebhook")) {
      process.frozen();
      aws.cut();
      aws.forget();
      process.restored();
      assertThat(process.invoke(event).body()).contains("\"statusCode\":200");
      assertThat(aws.counts())
          .isEqualTo(Map.of("SecretsManager GetSecretValue", 2, "SQS SendMessageBatch", 1));
      assertThat(aws.credentialReads()).as("credentials of the snapshot are out of date").isOne();
      aws.forget();
      process.invoke(event);
      assertThat(aws.counts()).isEqualTo(Map.of("SQS SendMessageBatch", 1));
    }
  }

  private static FunctionProcess start(String id) {
    var function =
        stack().functions().stream()
            .filter(it -> it.logicalId().equals(id))
            .findFirst()
            .orElseThrow();
    var environment = new HashMap<>(function.environment());
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.credentials().toString());
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "stub");
    return FunctionProcess.start(
        new Launch(root, function.handlerClass(), Launch.Start.SNAP_START, environment, List.of()));
  }
}
