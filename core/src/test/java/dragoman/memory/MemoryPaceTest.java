package dragoman.memory;

import dragoman.pipeline.Doors.Pace;
import dragoman.pipeline.PaceContract;

class MemoryPaceTest implements PaceContract {
  private final MemoryPace pace = new MemoryPace();

  @Override
  public Pace pace() {
    return pace;
  }
}
