package dragoman.local.infra;

import static dragoman.local.infra.Infrastructure.STACK;
import static dragoman.local.infra.Infrastructure.STACK_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.functions.PolicyFolder;
import dragoman.local.teams.TeamsFolder;
import dragoman.local.template.EventSource;
import dragoman.local.template.Stack;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Queues, the mappings that feed functions from them, and the topic's way into one. */
class QueuesTest {
  private static final int LONGEST_RETENTION = 14 * 24 * 3600;

  /** "The name of a queue: maximum 80 characters" (Amazon SQS API Reference, CreateQueue). */
  private static final int LONGEST_NAME = 80;

  private static final Pattern RECEIVES = Pattern.compile("\"maxReceiveCount\":(\\d+)");

  /** Each function fed by a queue, its mapping, and that queue. */
  static Stream<Arguments> mappings() {
    return STACK.functions().stream()
        .flatMap(
            function ->
                function.events().stream()
                    .filter(it -> it instanceof EventSource.Batches)
                    .map(it -> (EventSource.Batches) it)
                    .map(it -> Arguments.of(function, it, named(it.queueName()))));
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void a_batch_is_small_and_answered_item_by_item(
      Stack.Function function, EventSource.Batches mapping, Stack.Queue queue) {
    assertThat(mapping.partialFailures()).as("ReportBatchItemFailures").isTrue();
    assertThat(mapping.batchSize()).isBetween(1, 10);
  }

  /**
   * The factor is AWS's advice (Lambda Developer Guide, "Creating an SQS event source mapping").
   */
  @ParameterizedTest
  @MethodSource("mappings")
  void a_message_stays_hidden_for_six_times_as_long_as_its_function_may_run(
      Stack.Function function, EventSource.Batches mapping, Stack.Queue queue) {
    assertThat(visibility(queue)).isGreaterThanOrEqualTo(6 * function.timeoutSeconds());
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void a_message_that_never_succeeds_ends_in_a_dead_letter_queue_of_its_own(
      Stack.Function function, EventSource.Batches mapping, Stack.Queue queue) {
    var dead = Infrastructure.deadLetters(redrivePolicy(queue)).orElseThrow();
    assertThat(receives(queue)).isGreaterThanOrEqualTo(50);
    assertThat(dead.isFifo()).isEqualTo(queue.isFifo());
    assertThat(dead.hasDeadLetterQueue()).isFalse();
    assertThat(STACK.queues())
        .filteredOn(Stack.Queue::hasDeadLetterQueue)
        .filteredOn(it -> Infrastructure.deadLetters(redrivePolicy(it)).equals(Optional.of(dead)))
        .containsExactly(queue);
    assertThat(dead.attributes()).containsEntry("MessageRetentionPeriod", "" + LONGEST_RETENTION);
  }

  @Test
  void a_function_may_hide_messages_of_the_queue_that_feeds_it() {
    assertThat(mappings().map(it -> (Stack.Function) it.get()[0]))
        .allSatisfy(
            function ->
                assertThat(function.environment().values())
                    .anyMatch(url -> url.endsWith("/" + fedBy(function).name())));
  }

  @Test
  void fifo_queues_deduplicate_and_scale_by_conversation() {
    assertThat(STACK.queues())
        .filteredOn(Stack.Queue::isFifo)
        .filteredOn(
            it ->
                !"messageGroup".equals(it.attributes().get("DeduplicationScope"))
                    || !"perMessageGroupId".equals(it.attributes().get("FifoThroughputLimit"))
                    || it.attributes().containsKey("ContentBasedDeduplication"))
        .extracting(Stack.Queue::name)
        .isEmpty();
  }

  @Test
  void every_name_fits_under_a_stack_name_of_thirty_characters() {
    assertThat(STACK_NAME).hasSize(30);
    assertThat(STACK.queues())
        .extracting(Stack.Queue::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[A-Za-z0-9_-]+(\\.fifo)?"))
        .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(LONGEST_NAME));
  }

  @Test
  void the_policys_teams_and_retired_ones_and_no_others_have_a_queue() {
    var prefix =
        Infrastructure.function("RouteConversation").environment().get("TEAM_QUEUE_PREFIX");
    var teams = PolicyFolder.load(Infrastructure.ROOT.resolve("policy")).teams().keySet();
    var retired = new TeamsFolder(Infrastructure.ROOT.resolve("infra")).plan().retired();
    assertThat(STACK.queues())
        .filteredOn(it -> it.name().startsWith(prefix) && it.hasDeadLetterQueue())
        .extracting(Stack.Queue::name)
        .as("infra/teams; './dragoman teams' writes it")
        .containsAll(teams.stream().map(it -> prefix + it + ".fifo").toList())
        .hasSize(teams.size() + (int) retired);
  }

  @Test
  void a_task_that_never_succeeds_ends_in_the_dead_letter_queue_of_its_workspace() {
    var prefix =
        Infrastructure.function("RouteConversation").environment().get("TEAM_QUEUE_PREFIX");
    var teams = PolicyFolder.load(Infrastructure.ROOT.resolve("policy")).teams();
    assertThat(teams.values())
        .allSatisfy(
            team -> {
              var queue = named(prefix + team.name() + ".fifo");
              var dead = Infrastructure.deadLetters(redrivePolicy(queue)).orElseThrow();
              assertThat(dead.name()).isEqualTo(prefix + team.workspace() + "-dead.fifo");
              assertThat(dead.hasDeadLetterQueue()).isFalse();
              assertThat(receives(queue)).isGreaterThanOrEqualTo(50);
              for (var it : List.of(queue, dead)) {
                assertThat(it.attributes())
                    .containsEntry("MessageRetentionPeriod", "" + LONGEST_RETENTION);
              }
            });
  }

  @Test
  void escalations_reach_their_queue_as_they_were_published_or_wait_in_its_dead_letters() {
    assertThat(STACK.subscriptions())
        .singleElement()
        .satisfies(
            it -> {
              var queue = Infrastructure.queue("EscalationsQueue");
              assertThat(STACK.topics())
                  .filteredOn(topic -> topic.logicalId().equals("EscalationsTopic"))
                  .extracting(Stack.Topic::arn)
                  .containsExactly(it.topicArn());
              assertThat(it.protocol()).isEqualTo("sqs");
              assertThat(it.endpoint()).endsWith(":" + queue.name());
              assertThat(it.attributes()).containsEntry("RawMessageDelivery", "true");
              assertThat(Infrastructure.deadLetters(it.attributes().get("RedrivePolicy")))
                  .contains(Infrastructure.queue("EscalationsDeadLetters"));
            });
  }

  @Test
  void only_the_topic_may_write_to_the_escalations_queue_and_its_dead_letters() {
    for (var queue : List.of("EscalationsQueue", "EscalationsDeadLetters")) {
      var policy = Infrastructure.properties(queue + "Policy");
      assertThat(policy.get("Queues")).hasToString("[!Ref " + queue + "]");
      var document = Infrastructure.map(policy.get("PolicyDocument"));
      assertThat(Infrastructure.list(document.get("Statement")))
          .filteredOn(it -> "Allow".equals(Infrastructure.map(it).get("Effect")))
          .singleElement()
          .hasToString(
              "{Effect=Allow, Principal={Service=sns.amazonaws.com}, Action=sqs:SendMessage,"
                  + " Resource=!GetAtt "
                  + queue
                  + ".Arn, Condition={ArnEquals={aws:SourceArn=!Ref EscalationsTopic}}}");
    }
  }

  static int visibility(Stack.Queue queue) {
    return Integer.parseInt(queue.attributes().get("VisibilityTimeout"));
  }

  static int receives(Stack.Queue queue) {
    var found = RECEIVES.matcher(redrivePolicy(queue));
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
  }

  private static String redrivePolicy(Stack.Queue queue) {
    assertThat(queue.attributes()).as(queue.name()).containsKey("RedrivePolicy");
    return queue.attributes().get("RedrivePolicy");
  }

  private static Stack.Queue fedBy(Stack.Function function) {
    return mappings()
        .filter(it -> it.get()[0].equals(function))
        .map(it -> (Stack.Queue) it.get()[2])
        .findFirst()
        .orElseThrow();
  }

  private static Stack.Queue named(String name) {
    return STACK.queues().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }
}
