package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.Queues;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every queue door does: the same on plain lists and on the real service. Each test sends
 * under groups of its own and begins with empty lanes.
 */
public interface QueuesContract {
  Queues queues();

  /** Takes all that is visible, hides it, and gives it in the order of delivery. */
  List<Got> receive(Lane lane);

  void delete(Lane lane, Got got);

  /** Makes a message visible again. */
  void giveBack(Lane lane, Got got);

  /** Aborts the test where the service is known not to do what AWS does here. */
  default void needsDeduplicationOfWhatIsDeleted() {}

  record Got(String handle, String body) {}

  /** Groups differ from test to test: a message left in hand must not hold back another test's. */
  private Letter letter(String group, String body) {
    return new Letter(group + System.identityHashCode(this), UUID.randomUUID().toString(), body);
  }

  /**
   * Takes and deletes until nothing is left: how many messages of a group come at once is the
   * service's choice (Amazon SQS Developer Guide, "FIFO queue delivery logic").
   */
  private List<String> taken(Lane lane) {
    var all = new ArrayList<String>();
    for (var got = receive(lane); !got.isEmpty(); got = receive(lane)) {
      got.forEach(it -> delete(lane, it));
      got.forEach(it -> all.add(it.body()));
    }
    return all;
  }

  private List<String> bodies(Lane lane) {
    return receive(lane).stream().map(Got::body).toList();
  }

  @Test
  default void ten_letters_go_in_one_call_and_come_in_order() {
    var letters = IntStream.range(0, 10).mapToObj(i -> letter("g", "m" + i)).toList();

    assertThat(queues().send(new Lane.Outbound(), letters)).isEmpty();
    assertThat(taken(new Lane.Outbound()))
        .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
  }

  @Test
  default void a_copy_is_taken_and_not_delivered() {
    var letter = letter("g", "once");
    queues().send(new Lane.Outbound(), List.of(letter));
    queues().send(new Lane.Outbound(), List.of(letter));

    var got = receive(new Lane.Outbound());
    assertThat(got).extracting(Got::body).containsExactly("once");
  }

  @Test
  default void a_copy_of_what_is_done_and_deleted_is_not_delivered_either() {
    needsDeduplicationOfWhatIsDeleted();
    var letter = letter("g", "once");
    queues().send(new Lane.Outbound(), List.of(letter));
    var got = receive(new Lane.Outbound());
    delete(new Lane.Outbound(), got.getFirst());
    queues().send(new Lane.Outbound(), List.of(letter));
    assertThat(receive(new Lane.Outbound())).isEmpty();
  }

  @Test
  default void a_standard_lane_takes_every_copy() {
    var letter = new Letter("", "same", "twice");
    queues().send(new Lane.Receipts(), List.of(letter));
    queues().send(new Lane.Receipts(), List.of(letter));

    assertThat(bodies(new Lane.Receipts())).containsExactly("twice", "twice");
  }

  @Test
  default void a_group_in_hand_holds_back_its_own_messages_and_no_others() {
    queues().send(new Lane.Outbound(), List.of(letter("a", "a1")));
    var first = receive(new Lane.Outbound());
    queues().send(new Lane.Outbound(), List.of(letter("a", "a2"), letter("b", "b1")));
    assertThat(bodies(new Lane.Outbound())).containsExactly("b1");

    delete(new Lane.Outbound(), first.getFirst());
    assertThat(bodies(new Lane.Outbound())).containsExactly("a2");
  }

  @Test
  default void what_is_given_back_comes_again_before_what_is_behind_it() {
    queues().send(new Lane.Outbound(), List.of(letter("a", "a1")));
    var first = receive(new Lane.Outbound());
    queues().send(new Lane.Outbound(), List.of(letter("a", "a2")));
    giveBack(new Lane.Outbound(), first.getFirst());

    assertThat(taken(new Lane.Outbound())).containsExactly("a1", "a2");
  }

  @Test
  default void a_team_without_a_queue_is_told_apart_from_trouble() {
    assertThatThrownBy(
            () -> queues().send(new Lane.TeamLane("nobody-here"), List.of(letter("g", "x"))))
        .isInstanceOf(Doors.NoSuchQueue.class);
  }
}
