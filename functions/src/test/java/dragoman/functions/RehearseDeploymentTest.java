package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.functions.AwsStandIn.Answer;
import dragoman.pipeline.Doors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook with the shipped policy and webhooks, on a stand-in for Lambda and CodeDeploy. */
class RehearseDeploymentTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> EVENT =
      Map.of("DeploymentId", "d-1", "LifecycleEventHookExecutionId", "e-1");

  @TempDir private Path empty;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private PrintStream before;
  private AwsStandIn aws;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStandIn();
    before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(before);
    aws.close();
  }

  private String called(Map<String, String> event, Path taskRoot) {
    return new RehearseDeployment(new Wiring(aws.environment(taskRoot), UnaryOperator.identity()))
        .handleRequest(event, null);
  }

  private void assertReported(String status) {
    assertThat(aws.reports)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.to())
                  .isEqualTo("CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus");
              assertThat(it.authorization()).contains("/eu-west-1/codedeploy/aws4_request");
              assertThat(it.body().path("deploymentId").asText()).isEqualTo("d-1");
              assertThat(it.body().path("lifecycleEventHookExecutionId").asText()).isEqualTo("e-1");
              assertThat(it.body().path("status").asText()).isEqualTo(status);
            });
  }

  /** The lines of one kind of event. */
  List<JsonNode> logged(String event) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (var line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      var json = JSON.readTree(line);
      if (json.path("name").asText().equals(event)) {
        lines.add(json);
      }
    }
    return lines;
  }

  @Test
  void a_deployment_goes_on_when_every_webhook_ends_as_written_and_every_version_answers()
      throws IOException {
    assertThat(called(EVENT, ROOT)).isEqualTo("Succeeded");

    assertReported("Succeeded");
    assertThat(logged("DeploymentJudged"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("differences").asInt(-1)).isZero());
  }

  @Test
  void a_webhook_that_ends_otherwise_and_a_version_that_fails_stop_it_and_both_are_named()
      throws IOException {
    copy("policy");
    copy("events");
    var golden = empty.resolve("events/golden.yaml");
    Files.writeString(
        golden, Files.readString(golden).replace("intent: change_username", "intent: use_music"));
    aws.versions.put(AwsStandIn.TRACK, new Answer(200, "Unhandled", "{}"));

    assertThat(called(EVENT, empty)).isEqualTo("Failed");

    assertReported("Failed");
    assertThat(logged("RehearsalDiffers"))
        .isNotEmpty()
        .allSatisfy(
            it -> {
              assertThat(it.path("what").asText()).isEqualTo("events[0].intent");
              assertThat(it.path("expected").asText()).isEqualTo("use_music");
              assertThat(it.path("found").asText()).isEqualTo("change_username");
            });
    assertThat(logged("VersionUnfit"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("version").asText()).isEqualTo(AwsStandIn.TRACK));
  }

  @Test
  void no_policy_and_no_golden_webhooks_stop_it() throws IOException {
    assertThat(called(EVENT, empty)).isEqualTo("Failed");

    assertReported("Failed");
    assertThat(logged("StepFailed"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("step").asText()).isEqualTo("rehearse"));
  }

  @Test
  void a_codedeploy_that_does_not_take_the_verdict_is_asked_again_and_then_it_is_an_error() {
    aws.codeDeployAnswers = 503;

    assertThatThrownBy(() -> called(EVENT, empty))
        .isInstanceOf(Doors.Unavailable.class)
        .hasMessage("codedeploy: HTTP 503");
    assertThat(aws.reports).hasSize(3);
  }

  @Test
  void a_codedeploy_that_cannot_be_reached_is_an_error_so_that_lambda_calls_again() {
    aws.close();

    assertThatThrownBy(() -> called(EVENT, empty))
        .isInstanceOf(Doors.Unavailable.class)
        .hasMessage("codedeploy: ConnectException");
  }

  @Test
  void called_by_hand_it_judges_and_reports_to_nobody() {
    assertThat(called(Map.of(), empty)).isEqualTo("Failed");
    assertThat(aws.reports).isEmpty();
  }

  private void copy(String folder) throws IOException {
    try (var files = Files.walk(ROOT.resolve(folder))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = empty.resolve(ROOT.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
