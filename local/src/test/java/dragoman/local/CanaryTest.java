package dragoman.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.card.CardRenderer;
import dragoman.channel.Channels;
import dragoman.channel.Reception;
import dragoman.local.command.CommandLines;
import dragoman.message.EventJson;
import dragoman.message.InboundMessage;
import dragoman.message.Masking;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forty canaries through every flow of the whole pipeline, and then three people are erased. What
 * was found where is written down as it happens; the tests look at that.
 */
class CanaryTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<String> canaries;
  private static List<String> lines;
  private static List<String> toSlack;
  private static List<String> toSubscribers;
  private static List<String> rowsBefore;
  private static Map<String, List<String>> waitingBefore;
  private static JsonNode asked;
  private static final List<String> said = new ArrayList<>();
  private static final List<Integer> codes = new ArrayList<>();
  private static List<String> rows;
  private static Map<String, List<String>> waiting;
  private static JsonNode cardsAfter;
  private static int retried;
  private static int sentBeforeRetries;
  private static int sentAfterRetries;
  private static List<String> rowsAfterRetries;
  private static List<String> linesAfterRetries;

  @BeforeAll
  static void live(@TempDir Path dir) throws Exception {
    try (var house = new Birdhouse(dir)) {
      var birds = new Canaries(Instant.now().minusSeconds(60));
      var posts = birds.all();
      var forged = birds.forged();
      canaries = Canaries.all(Stream.concat(posts.stream(), Stream.of(forged)).toList());
      for (var post : posts) {
        assertThat(house.post(post)).as(post.body()).isEqualTo(200);
      }
      assertThat(house.post(forged, "somebody-else")).isEqualTo(401);
      house.comesToRest();
      die(house, posts.getFirst(), "inbound-dead.fifo");
      die(house, posts.getFirst(), "team-creators-dead.fifo");
      lines = house.lines();
      toSlack = house.toSlack();
      toSubscribers = house.bodies(house.url(Birdhouse.LISTENER));
      rowsBefore = house.rows();
      waitingBefore = house.waiting();
      asked = house.inspected("/messages");

      erase(house, "--dry-run", "whatsapp", Canaries.WHATSAPP, Canaries.PHONE);
      erase(house, "--yes", "whatsapp", Canaries.WHATSAPP, Canaries.PHONE);
      erase(house, "--yes", "telegram", Canaries.TELEGRAM, Canaries.CHAT, Canaries.GROUP);
      erase(house, "--yes", "webchat", Canaries.WEBCHAT, Canaries.APP_USER);
      rows = house.rows();
      waiting = house.waiting();
      cardsAfter = house.inspected("/slack");
      sentBeforeRetries = house.inspected("/sent").size();
      for (var post : posts) {
        retry(house, post);
      }
      Birdhouse.await(() -> forgotten(house.lines()) == retried);
      house.comesToRest();
      sentAfterRetries = house.inspected("/sent").size();
      rowsAfterRetries = house.rows();
      linesAfterRetries = house.lines();
    }
  }

  private static long forgotten(List<String> lines) {
    return lines.stream().filter(it -> it.contains("\"Forgotten\"")).count();
  }

  /** Four hours later, when no queue remembers it any more. */
  private static void retry(Birdhouse house, Canaries.Post post) {
    for (var message : heard(post)) {
      send(house, "inbound.fifo", message, "retry-" + message.key().value());
      retried++;
    }
  }

  private static void die(Birdhouse house, Canaries.Post post, String queue) {
    heard(post).forEach(it -> send(house, queue, it, "dead-" + it.externalId()));
  }

  private static void send(Birdhouse house, String queue, InboundMessage message, String dedupe) {
    house
        .clients
        .sqs()
        .sendMessage(
            it ->
                it.queueUrl(house.url("dragoman-" + queue))
                    .messageGroupId(message.group().value())
                    .messageDeduplicationId(dedupe)
                    .messageBody(EventJson.write(message)));
  }

  private static List<InboundMessage> heard(Canaries.Post post) {
    var channel = Channels.named(post.channel()).orElseThrow();
    var endpoint = Birdhouse.endpoint(post.channel());
    var bytes = post.body().getBytes(StandardCharsets.UTF_8);
    var now = Instant.now();
    return ((Reception.Accepted) channel.receive(channel.sign(bytes, endpoint, now), endpoint, now))
        .messages();
  }

  private static void erase(
      Birdhouse house, String how, String channel, String account, String... ids) {
    var out = new ByteArrayOutputStream();
    var arguments =
        new ArrayList<>(
            List.of("erase", how, "--json", "--channel", channel, "--account", account));
    Arrays.stream(ids).forEach(it -> arguments.add("--id=" + it));
    arguments.add("--endpoint=" + house.aws.endpoint());
    arguments.add("--functions=" + house.functions());
    var functions = new Functions();
    codes.add(
        CommandLines.run(
            functions,
            functions,
            functions,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            arguments.toArray(String[]::new)));
    said.add(out.toString(StandardCharsets.UTF_8));
  }

  private static List<String> in(List<String> texts) {
    return canaries.stream()
        .filter(
            canary ->
                texts.stream()
                    .anyMatch(
                        it ->
                            it.toLowerCase(Locale.ROOT).contains(canary.toLowerCase(Locale.ROOT))))
        .toList();
  }

  private static List<String> in(Map<String, List<String>> queues) {
    return in(queues.values().stream().flatMap(List::stream).toList());
  }

  /** Or the other tests would find nothing for the wrong reason. */
  @Test
  void there_are_forty_canaries_and_before_the_erasure_they_are_found() {
    assertThat(canaries).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    var kept = new ArrayList<>(in(rowsBefore));
    kept.addAll(in(waitingBefore));
    assertThat(kept).hasSizeGreaterThan(35);
    assertThat(waitingBefore.get("dragoman-parked")).isNotEmpty();
    assertThat(waitingBefore.get("dragoman-inbound-dead.fifo")).isNotEmpty();
    assertThat(waitingBefore.get("dragoman-team-creators-dead.fifo")).isNotEmpty();
  }

  @Test
  void every_flow_was_taken() {
    assertThat(asked.findValuesAsText("decision"))
        .contains("answer", "hand_over", "follow_up", "park", "ignore");
    assertThat(asked.findValuesAsText("kind")).contains("reply_ended", "escalation", "status");
    assertThat(asked.findValuesAsText("late")).contains("true");
    assertThat(String.join("\n", lines))
        .contains(
            "WebhookRefused",
            "WebhookParked",
            "ReplySent",
            "ReplyEndedBadly",
            "ReceiptNoted",
            "CardShown");
  }

  @Test
  void no_line_of_any_log_holds_one() {
    assertThat(in(lines)).isEmpty();
    assertThat(in(linesAfterRetries)).isEmpty();
  }

  /** They are in the lines, but are kept for fifteen months and seen by more people. */
  @Test
  void no_metric_is_named_or_told_apart_by_one() {
    var counted = linesAfterRetries.stream().filter(it -> it.contains("\"_aws\"")).toList();
    assertThat(counted).hasSizeGreaterThan(10);
    assertThat(in(counted)).isEmpty();
  }

  private static String excerpt() {
    var spoken =
        Canaries.ESCALATED
            + ", call 4915550202009 or +49 1555 0303 010,"
            + " stieglitz.11@canary.example";
    return Masking.excerpt(spoken, CardRenderer.EXCERPT);
  }

  /** What is left of a text once the masked excerpt is taken out of it. */
  private static List<String> beyondTheExcerpt(List<String> texts) {
    assertThat(in(List.of(excerpt()))).containsExactly("Girlitz-07");
    return texts.stream().map(it -> it.replace(excerpt(), "")).toList();
  }

  @Test
  void slack_is_told_the_masked_excerpt_and_nothing_beyond() {
    assertThat(toSlack).anyMatch(it -> it.contains(excerpt()));
    assertThat(in(beyondTheExcerpt(toSlack))).isEmpty();
  }

  @Test
  void a_subscriber_of_the_topic_gets_the_masked_excerpt_and_no_attribute_holds_a_canary()
      throws Exception {
    assertThat(toSubscribers).isNotEmpty();
    for (var it : toSubscribers) {
      var envelope = JSON.readTree(it.substring(0, it.lastIndexOf('}', it.lastIndexOf(' ')) + 1));
      assertThat(envelope.path("MessageAttributes").size()).isPositive();
      assertThat(in(List.of(envelope.path("MessageAttributes").toString()))).isEmpty();
      assertThat(in(List.of(envelope.path("Subject").asText()))).isEmpty();
    }
    assertThat(in(beyondTheExcerpt(toSubscribers))).isEmpty();
  }

  @Test
  void the_command_says_how_much_and_never_who() {
    assertThat(codes).containsOnly(0);
    assertThat(in(said)).isEmpty();
    assertThat(said.getFirst()).contains("\"dryRun\":true");
    assertThat(said.get(1))
        .contains("\"complete\":true", "\"conversations\":1", "\"cards\":1", "\"profiles\":1")
        .contains("\"inbound-dead\":1", "\"parked\":1", "\"team-creators-dead\":1");
    assertThat(said.get(1).replace("\"dryRun\":false", "\"dryRun\":true"))
        .as("the dry run told it")
        .isEqualTo(said.getFirst());
  }

  @Test
  void after_the_erasure_no_row_of_the_table_holds_one() {
    assertThat(rows).isNotEmpty();
    assertThat(in(rows)).isEmpty();
  }

  @Test
  void after_the_erasure_no_queue_but_the_teams_holds_one() {
    assertThat(in(waiting)).isEmpty();
  }

  @Test
  void after_the_erasure_no_card_stands_in_slack() {
    assertThat(cardsAfter).isEmpty();
  }

  @Test
  void a_retried_webhook_after_the_erasure_is_answered_by_nobody() {
    assertThat(sentAfterRetries).isEqualTo(sentBeforeRetries);
    assertThat(in(rowsAfterRetries)).isEmpty();
    assertThat(rowsAfterRetries).hasSameSizeAs(rows);
    assertThat(retried).isGreaterThan(15);
    assertThat(forgotten(linesAfterRetries)).isEqualTo(retried);
  }
}
