package dragoman.proof.simulation;

import dragoman.channel.Capability.Rate;
import dragoman.memory.MemoryPace;
import dragoman.pipeline.Doors.Pace;
import dragoman.proof.simulation.Faults.Door;
import java.time.Duration;
import java.time.Instant;

/** Slots in the shared table, behind the {@link Gate}; pauses known to one instance alone. */
final class SimulatedPace implements Pace {
  private final MemoryPace shared;
  private final MemoryPace own = new MemoryPace();
  private final Gate gate;

  SimulatedPace(MemoryPace shared, Gate gate) {
    this.shared = shared;
    this.gate = gate;
  }

  @Override
  public Duration take(String bucket, Rate rate, Instant now) {
    return gate.call(
        Door.PACE, "table: take a slot", () -> bucket, () -> shared.take(bucket, rate, now));
  }

  @Override
  public void hold(String lane, Instant until) {
    own.hold(lane, until);
  }

  @Override
  public Duration held(String lane, Instant now) {
    return own.held(lane, now);
  }
}
