package dragoman.local.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.local.aws.Aws;
import dragoman.local.teams.Depths;
import dragoman.local.teams.Plan;
import dragoman.local.teams.Pruning;
import dragoman.local.teams.Team;
import dragoman.local.teams.TeamsFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What becomes of the queues of teams that have left the policy, on real queues. */
class RetiredQueuesTest {
  private static final SqsClient SQS = Aws.EMBEDDED.services().clients().sqs();
  private static final List<Team> STAYING = List.of(new Team("payments", "money"));

  @TempDir private Path infra;

  private final String stack = "p" + UUID.randomUUID().toString().substring(0, 8);
  private final Depths depths = new Depths(SQS, stack);
  private TeamsFolder folder;

  @BeforeEach
  void two_workspaces_of_which_one_leaves() {
    folder = new TeamsFolder(infra);
    folder.write(
        Plan.of(
            List.of(
                STAYING.getFirst(),
                new Team("refunds", "money"),
                new Team("cats", "makers"),
                new Team("dogs", "makers")),
            folder.plan()));
  }

  @Test
  void only_an_empty_queue_is_dropped_and_a_waiting_one_is_told_with_its_depth() {
    create("refunds");
    create("cats");
    create("dogs");
    send("refunds");
    send("refunds");
    receive("refunds");
    var pruning = prune();
    assertThat(pruning.waiting()).containsExactly(new Pruning.Waiting(name("refunds"), 2));
    assertThat(pruning.dropped()).containsExactly(url("cats"), url("dogs"));
    assertThat(folder.plan().retired()).isEqualTo(1);
    assertThat(infra.resolve("teams/makers.yaml")).doesNotExist();
    assertThat(infra.resolve("teams/money.yaml")).content().contains("refunds", "Retired: true");
  }

  @Test
  void a_delayed_task_waits_too() {
    create("refunds");
    SQS.setQueueAttributes(
        request ->
            request
                .queueUrl(url("refunds"))
                .attributes(Map.of(QueueAttributeName.DELAY_SECONDS, "600")));
    send("refunds");
    assertThat(prune().waiting()).containsExactly(new Pruning.Waiting(name("refunds"), 1));
  }

  @Test
  void a_queue_that_is_not_there_is_dropped_and_needs_no_deleting() {
    create("payments");
    var pruning = prune();
    assertThat(pruning.waiting()).isEmpty();
    assertThat(pruning.dropped()).isEmpty();
    assertThat(folder.plan()).isEqualTo(Plan.of(STAYING, new Plan(List.of())));
  }

  @Test
  void where_none_of_the_stacks_queues_is_nothing_is_dropped() {
    assertThatThrownBy(this::prune)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stack '" + stack + "' has no team queue here");
    assertThat(folder.plan().retired()).isZero(); // Nothing was written.
    assertThat(infra.resolve("teams/makers.yaml")).exists();
  }

  @Test
  void a_workspace_without_teams_is_kept_for_the_sake_of_its_dead_letters() {
    create("payments");
    create("cats");
    create("makers-dead");
    send("makers-dead");
    var pruning = prune();
    assertThat(pruning.waiting()).containsExactly(new Pruning.Waiting(name("makers-dead"), 1));
    assertThat(infra.resolve("teams/makers.yaml")).content().contains("denyAll");
    assertThat(folder.differences(Plan.of(STAYING, folder.plan()))).isEmpty();
    SQS.purgeQueue(request -> request.queueUrl(url("makers-dead")));
    assertThat(prune().dropped()).containsExactly(url("makers-dead"));
    assertThat(infra.resolve("teams/makers.yaml")).doesNotExist();
  }

  @Test
  void an_active_team_is_not_asked_about() {
    create("payments");
    assertThat(prune().dropped()).doesNotContain(url("payments"));
    assertThat(infra.resolve("teams/money.yaml")).content().contains("payments");
  }

  private Pruning prune() {
    var pruning = Pruning.of(Plan.of(STAYING, folder.plan()), depths);
    folder.write(pruning.plan());
    return pruning;
  }

  private void create(String team) {
    SQS.createQueue(
        request ->
            request
                .queueName(name(team))
                .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
  }

  private void send(String team) {
    SQS.sendMessage(
        request ->
            request
                .queueUrl(url(team))
                .messageBody("a task")
                .messageGroupId("g")
                .messageDeduplicationId(UUID.randomUUID().toString()));
  }

  private void receive(String team) {
    var received =
        SQS.receiveMessage(request -> request.queueUrl(url(team)).maxNumberOfMessages(1));
    assertThat(received.messages()).hasSize(1);
  }

  private String name(String team) {
    return stack + "-team-" + team + ".fifo";
  }

  private String url(String team) {
    return SQS.getQueueUrl(request -> request.queueName(name(team))).queueUrl();
  }
}
