package dragoman.proof.simulation;

import dragoman.conversation.Conversation;
import dragoman.conversation.Effect;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Task;
import dragoman.message.TaskJson;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Progress;
import dragoman.pipeline.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run left behind, as it is looked at from outside, and the verdicts on it. */
final class Evidence {
  final Simulation simulation;
  final World world;
  final Provider provider;
  final SlackWorld slack;

  /** Every transcript's rows, in the order of their versions. */
  final List<Recorded> rows;

  final Map<String, List<Recorded>> byConversation;
  final Map<String, Conversation> standing;

  /** Every task on every team's queue, in their order there. */
  final List<Task> desk = new ArrayList<>();

  final List<Violation> violations = new ArrayList<>();

  Evidence(Simulation simulation, World world, Provider provider, SlackWorld slack) {
    this.simulation = simulation;
    this.world = world;
    this.provider = provider;
    this.slack = slack;
    this.rows =
        world.table.inbox().stream().sorted(Comparator.comparingLong(Recorded::version)).toList();
    this.byConversation =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.conversation().value(), LinkedHashMap::new, Collectors.toList()));
    this.standing =
        world.table.conversations().stream()
            .collect(Collectors.toMap(it -> it.key().value(), it -> it));
    readDesk();
  }

  private void readDesk() {
    for (var lane : world.queues.lanes()) {
      if (lane instanceof Lane.TeamLane) {
        for (var body : world.queues.bodies(lane)) {
          try {
            desk.add(TaskJson.read(body));
          } catch (Json.Malformed e) {
            broken("I0", "a task that cannot be read: " + e.getMessage());
          }
        }
      }
    }
  }

  void broken(String invariant, String what) {
    violations.add(new Violation(invariant, what));
  }

  boolean happened(Script.What what) {
    return simulation.script().events().stream().anyMatch(it -> it.what() == what);
  }

  /** One effect as it stands. */
  record Standing<E extends Effect>(Recorded row, E effect, Progress progress) {
    @Override
    public String toString() {
      return "%s of %s".formatted(effect.kind(), SimulatedLedger.label(row.event()));
    }
  }

  <E extends Effect> List<Standing<E>> effects(Class<E> kind) {
    var all = new ArrayList<Standing<E>>();
    for (var row : rows) {
      for (var number = 0; number < row.progress().size(); number++) {
        if (kind.isInstance(row.effect(number))) {
          all.add(new Standing<>(row, kind.cast(row.effect(number)), row.progress().get(number)));
        }
      }
    }
    return all;
  }

  /** The number of the person who wrote it. */
  static int person(InboundMessage message) {
    return Provider.numbered(message.chat());
  }
}
