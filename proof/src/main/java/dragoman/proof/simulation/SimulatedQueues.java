package dragoman.proof.simulation;

import dragoman.memory.MemoryQueues;
import dragoman.message.EventJson;
import dragoman.message.EventKey;
import dragoman.message.Json;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.Queues;
import dragoman.pipeline.Doors.Unavailable;
import dragoman.proof.simulation.Faults.Door;
import dragoman.proof.simulation.Gate.Mishaps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The queues, behind the {@link Gate}. */
final class SimulatedQueues implements Queues {
  private final MemoryQueues queues;
  private final Gate gate;
  private final Dice dice;
  private final Journal journal;
  private final Consumer<Lane> arrival;

  /**
   * @param arrival told of each lane that got something
   */
  SimulatedQueues(
      MemoryQueues queues, Gate gate, Dice dice, Journal journal, Consumer<Lane> arrival) {
    this.queues = queues;
    this.gate = gate;
    this.dice = dice;
    this.journal = journal;
    this.arrival = arrival;
  }

  @Override
  public Set<Integer> send(Lane lane, List<Letter> letters) {
    return gate.call(
        Door.QUEUES,
        "queue: send " + name(lane),
        () -> shown(lane, letters),
        () -> put(lane, letters),
        new Mishaps<>(
            () -> {
              throw new Unavailable("refused");
            },
            () -> {
              throw new Unavailable("throttled");
            },
            () -> {
              throw new Unavailable("no answer");
            },
            () -> part(lane, letters)));
  }

  private Set<Integer> put(Lane lane, List<Letter> letters) {
    queues.send(lane, letters);
    if (lane instanceof Lane.Inbound) {
      letters.forEach(
          it ->
              journal
                  .accepted
                  .computeIfAbsent(it.group(), _ -> new LinkedHashSet<>())
                  .add(new EventKey(it.dedupe())));
    }
    arrival.accept(lane);
    return Set.of();
  }

  /** One of them is not taken. */
  private Set<Integer> part(Lane lane, List<Letter> letters) {
    var missing = dice.between(0, letters.size() - 1);
    var rest = new ArrayList<>(letters);
    rest.remove(missing);
    if (!rest.isEmpty()) {
      put(lane, rest);
    }
    return Set.of(missing);
  }

  static String name(Lane lane) {
    return switch (lane) {
      case Lane.Inbound _ -> "inbound";
      case Lane.Receipts _ -> "receipts";
      case Lane.ParkedLane _ -> "parked";
      case Lane.Outbound _ -> "outbound";
      case Lane.TeamLane(var team) -> team;
    };
  }

  private static String shown(Lane lane, List<Letter> letters) {
    if (!(lane instanceof Lane.Inbound)) {
      return letters.size() + " letter(s)";
    }
    return String.join(
        ", ",
        letters.stream()
            .map(
                it -> {
                  try {
                    return SimulatedLedger.label(EventJson.read(it.body()));
                  } catch (Json.Malformed e) {
                    return "what cannot be read";
                  }
                })
            .toList());
  }
}
