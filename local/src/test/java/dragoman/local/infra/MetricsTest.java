package dragoman.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the functions count, as they really say it in a day on which all of it happens. */
class MetricsTest {
  private static final Pattern DECLARED = Pattern.compile("(?:count\\(|new Metric\\()\"(\\w+)\"");

  /** CloudWatch's names (CloudWatch API Reference, MetricDatum), those that we use. */
  private static final Set<String> UNITS = Set.of("Count", "Milliseconds", "None");

  @Test
  void every_line_is_one_json_object_with_a_name_and_a_time() {
    assertThat(lines())
        .isNotEmpty()
        .allSatisfy(
            it -> {
              assertThat(it.path("name").asText()).matches("[A-Z]\\w+");
              assertThat(Instant.parse(it.path("at").asText())).isBeforeOrEqualTo(Instant.now());
            });
  }

  @Test
  void whatever_is_declared_is_emitted_when_it_happens() throws IOException {
    var source =
        Files.readString(
            Infrastructure.ROOT.resolve("functions/src/main/java/dragoman/functions/Metrics.java"));
    var declared =
        DECLARED.matcher(source).results().map(it -> it.group(1)).collect(Collectors.toSet());
    assertThat(declared).hasSizeGreaterThan(10);
    assertThat(emitted().stream().map(Metric::name).collect(Collectors.toSet()))
        .isEqualTo(declared);
  }

  /** Each by the event that it is said of, so that no number comes from the wrong one. */
  @Test
  void each_number_is_in_the_line_of_what_it_counts() {
    assertThat(lines().stream().flatMap(it -> names(it).map(n -> n + " <- " + name(it))))
        .contains(
            "MessagesAccepted <- WebhookAccepted",
            "MessagesAnswered <- Decided",
            "MessagesHandedOver <- Decided",
            "MessagesParked <- WebhookParked",
            "MessagesParked <- LetterParked",
            "MessagesParked <- Decided",
            "SignatureFailures <- WebhookRefused",
            "WebhooksRefused <- WebhookRefused",
            "WebhooksNotDurable <- WebhookNotDurable",
            "RepliesSent <- ReplySent",
            "ReplyWait <- ReplySent",
            "RepliesFailed <- ReplyEndedBadly",
            "RepliesUnknown <- ReplyEndedBadly",
            "CardsShown <- CardShown",
            "CardsGivenUp <- CardGivenUp",
            "TeamQueuesMissing <- TeamQueueMissing",
            "EffectsStuck <- Nudged",
            "StepsFailed <- StepFailed",
            "SilentHours <- Watched");
  }

  /**
   * Amazon CloudWatch User Guide, "Embedded metric format specification": what breaks it is dropped
   * without a word.
   */
  @Test
  void what_is_counted_is_said_as_cloudwatch_reads_it() {
    var counted = lines().stream().filter(it -> it.has("_aws")).toList();
    assertThat(counted).isNotEmpty().allSatisfy(MetricsTest::keepsTheFormat);
  }

  private static void keepsTheFormat(JsonNode line) {
    var metadata = line.path("_aws");
    assertThat(metadata.path("Timestamp").isIntegralNumber()).isTrue();
    assertThat(Instant.ofEpochMilli(metadata.path("Timestamp").asLong()))
        .isBetween(Instant.now().minus(Duration.ofHours(1)), Instant.now());
    assertThat(metadata.path("CloudWatchMetrics").isArray()).isTrue();
    assertThat(metadata.path("CloudWatchMetrics")).isNotEmpty();
    for (var directive : metadata.path("CloudWatchMetrics")) {
      assertThat(fields(directive)).containsExactlyInAnyOrder("Namespace", "Dimensions", "Metrics");
      assertThat(directive.path("Namespace").asText()).isEqualTo("Dragoman");
      assertThat(directive.path("Dimensions")).isNotEmpty();
      for (var set : directive.path("Dimensions")) {
        assertThat(set.size()).isBetween(1, 30);
        set.forEach(it -> assertThat(line.path(it.asText()).asText()).hasSizeBetween(1, 1_024));
        set.forEach(it -> assertThat(line.path(it.asText()).isTextual()).isTrue());
      }
      assertThat(directive.path("Metrics").size()).isBetween(1, 100);
      for (var metric : directive.path("Metrics")) {
        assertThat(metric.path("Name").asText()).hasSizeBetween(1, 1_024);
        assertThat(metric.path("Unit").asText()).isIn(UNITS);
        assertThat(line.path(metric.path("Name").asText()).isNumber()).isTrue();
      }
    }
  }

  /** A dimension's values are ours: a stranger could make thousands, each of which is paid for. */
  @Test
  void a_number_is_told_apart_by_stack_and_channel_alone() {
    assertThat(
            lines().stream().filter(it -> it.has("Channel")).map(it -> it.get("Channel").asText()))
        .contains("telegram", "whatsapp")
        .allMatch(it -> Set.of("telegram", "whatsapp", "webchat", "rcs").contains(it));
    assertThat(lines().stream().filter(it -> it.has("_aws")).map(it -> it.path("Stack").asText()))
        .containsOnly(BadDay.STACK);
  }

  @Test
  void nothing_that_a_person_said_or_is_and_no_secret_is_in_a_line() {
    for (var canary : BadDay.canaries()) {
      assertThat(BadDay.LIVED.lines())
          .as(canary)
          .noneMatch(it -> it.toLowerCase(Locale.ROOT).contains(canary.toLowerCase(Locale.ROOT)));
    }
  }

  static Set<Metric> emitted() {
    return lines().stream().flatMap(it -> Metric.in(it).stream()).collect(Collectors.toSet());
  }

  private static List<JsonNode> lines() {
    return BadDay.LIVED.lines().stream().map(MetricsTest::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return Json.read(line);
    } catch (Json.Malformed e) {
      throw new AssertionError("not a line of JSON: " + line, e);
    }
  }

  private static java.util.stream.Stream<String> names(JsonNode line) {
    return Metric.in(line).stream().map(Metric::name).distinct();
  }

  private static String name(JsonNode line) {
    return line.path("name").asText();
  }

  private static List<String> fields(JsonNode node) {
    return StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
        .toList();
  }
}
