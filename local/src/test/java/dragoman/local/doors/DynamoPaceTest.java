package dragoman.local.doors;

import dragoman.functions.DynamoPace;
import dragoman.pipeline.Doors.Pace;
import dragoman.pipeline.PaceContract;

class DynamoPaceTest implements PaceContract {
  private final DynamoPace pace =
      new DynamoPace(Services.SHARED.clients().dynamoDb(), Services.SHARED.table());

  @Override
  public Pace pace() {
    return pace;
  }
}
