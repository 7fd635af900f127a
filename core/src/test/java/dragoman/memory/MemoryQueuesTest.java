package dragoman.memory;

import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Queues;
import dragoman.pipeline.QueuesContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

class MemoryQueuesTest implements QueuesContract {
  private final MemoryQueues queues =
      new MemoryQueues(
          InstantSource.fixed(Instant.EPOCH), lane -> !(lane instanceof Lane.TeamLane));

  @Override
  public Queues queues() {
    return queues;
  }

  @Override
  public List<Got> receive(Lane lane) {
    return queues.receive(lane, 10, Duration.ofMinutes(1)).stream()
        .map(it -> new Got(it.id(), it.body()))
        .toList();
  }

  @Override
  public void delete(Lane lane, Got got) {
    queues.delete(lane, got.handle());
  }

  @Override
  public void giveBack(Lane lane, Got got) {
    queues.hide(lane, got.handle(), Duration.ZERO);
  }
}
