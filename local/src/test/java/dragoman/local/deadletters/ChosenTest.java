package dragoman.local.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What an operator looks at, chooses, tries and discards, on real queues. */
class ChosenTest {
  private final Bench bench = new Bench();
  private final SqsClient sqs = bench.sqs;
  private final Shelf inbound = bench.layout.shelf("inbound-dead");
  private final List<Step> steps = new ArrayList<>();

  @Test
  void a_dry_run_says_the_same_and_changes_nothing() {
    for (var i = 0; i < 3; i++) {
      bench.die("a", "m" + i);
    }
    var outcome =
        bench
            .office(sqs)
            .carryOut(inbound, Bench.redrive(Selection.ALL, true), steps::add, () -> false);

    assertThat(outcome.done()).isEqualTo(3);
    assertThat(steps).extracting(Step::result).hasOnlyElementsOfType(Step.Result.Moved.class);
    assertThat(bench.drained("inbound.fifo")).isEmpty();
    assertThat(bench.operations(inbound.queue())).isEmpty();
    assertThat(bench.ids(bench.drained("inbound-dead.fifo"), "a")).isEqualTo(Bench.numbered(3));
  }

  @Test
  void looking_leaves_everything_as_it_was() {
    for (var i = 0; i < 5; i++) {
      bench.die("a", "m" + i);
      bench.die("b", "m" + i);
    }
    var look = bench.office(sqs).look(inbound, Selection.ALL, 100);
    assertThat(look.sights()).hasSize(10).allMatch(it -> it.kind().equals("text"));
    assertThat(look.sights().toString()).contains("says").doesNotContain("kind=says");
    assertThat(bench.office(sqs).list().getFirst().waiting()).isEqualTo(10);
    assertThat(bench.office(sqs).list().getFirst().conversations()).isEqualTo(2);

    var left = bench.drained("inbound-dead.fifo");
    assertThat(bench.ids(left, "a")).isEqualTo(Bench.numbered(5));
    assertThat(bench.ids(left, "b")).isEqualTo(Bench.numbered(5));
  }

  @Test
  void a_message_out_of_the_middle_goes_only_where_that_is_asked_for() {
    for (var i = 0; i < 3; i++) {
      bench.die("a", "m" + i);
    }
    var second = bench.office(sqs).look(inbound, Selection.ALL, 10).sights().get(1).id();
    var chosen = new Selection(Set.of(second), Set.of());

    var refused =
        bench.office(sqs).carryOut(inbound, Bench.redrive(chosen, false), steps::add, () -> false);
    assertThat(refused.left()).isEqualTo(1);
    assertThat(steps.getLast().result().toString()).contains("--out-of-order");
    assertThat(bench.drained("inbound.fifo")).isEmpty();

    var insisting =
        new Order(
            new Order.What.Redrive(1000, true, Set.of()), chosen, "tester", "why", false, 100);
    assertThat(bench.office(sqs).carryOut(inbound, insisting, steps::add, () -> false).complete())
        .isTrue();
    assertThat(bench.ids(bench.drained("inbound.fifo"), "a")).containsExactly("m1");
    assertThat(bench.ids(bench.drained("inbound-dead.fifo"), "a")).containsExactly("m0", "m2");
  }

  @Test
  void a_conversation_may_be_chosen_by_the_beginning_of_its_key() {
    for (var i = 0; i < 12; i++) {
      bench.die("a", "m" + i);
      bench.die("b", "m" + i);
    }
    var chosen = new Selection(Set.of(), Set.of(Dead.group(bench.run + "b").substring(0, 12)));
    assertThat(
            bench
                .office(sqs)
                .carryOut(inbound, Bench.redrive(chosen, false), steps::add, () -> false)
                .done())
        .isEqualTo(12);
    assertThat(bench.ids(bench.drained("inbound.fifo"), "b")).isEqualTo(Bench.numbered(12));
    assertThat(bench.ids(bench.drained("inbound-dead.fifo"), "a")).isEqualTo(Bench.numbered(12));
  }

  @Test
  void a_limit_ends_it_and_says_that_there_is_more() {
    for (var i = 0; i < 3; i++) {
      bench.die("a", "m" + i);
    }
    var order =
        new Order(new Order.What.Redrive(1000, false, Set.of()), Selection.ALL, "t", "r", false, 2);
    var outcome = bench.office(sqs).carryOut(inbound, order, steps::add, () -> false);
    assertThat(outcome.done()).isEqualTo(2);
    assertThat(outcome.limited()).isTrue();
    assertThat(bench.ids(bench.drained("inbound-dead.fifo"), "a")).containsExactly("m2");
  }

  @Test
  void what_is_discarded_is_gone_and_recorded_without_what_it_said() {
    bench.die("a", "m0");
    bench.die("a", "m1");
    var second = bench.office(sqs).look(inbound, Selection.ALL, 10).sights().get(1).id();
    var order =
        new Order(
            new Order.What.Discard(),
            new Selection(Set.of(second), Set.of()),
            "tester",
            "spam",
            false,
            Integer.MAX_VALUE);
    var outcome = bench.office(sqs).carryOut(inbound, order, steps::add, () -> false);

    assertThat(outcome.complete()).isTrue();
    assertThat(bench.ids(bench.drained("inbound-dead.fifo"), "a")).containsExactly("m0");
    var rows = bench.operations(inbound.queue());
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().get("verb").s()).isEqualTo("discard");
    assertThat(rows.getFirst().get("operator").s()).isEqualTo("tester");
    assertThat(rows.getFirst().get("reason").s()).isEqualTo("spam");
    assertThat(rows.getFirst().get("done").n()).isEqualTo("1");
    assertThat(rows.getLast().get("messages").l().getFirst().m().get("message").s())
        .isEqualTo(second);
    assertThat(rows.toString()).doesNotContain("says", bench.run + "a");
  }
}
