package dragoman.local.doors;

import dragoman.functions.DynamoPace;
import dragoman.local.aws.Aws;
import dragoman.local.aws.OnEveryAws;
import dragoman.local.aws.Trait;
import dragoman.pipeline.Doors.Pace;
import dragoman.pipeline.PaceContract;

@OnEveryAws
class DynamoPaceTest implements PaceContract {
  private final DynamoPace pace;

  DynamoPaceTest(Aws aws) {
    aws.needs(Trait.A_FAILED_CONDITION_SHOWS_THE_ROW);
    var services = aws.services();
    pace = new DynamoPace(services.clients().dynamoDb(), services.table());
  }

  @Override
  public Pace pace() {
    return pace;
  }
}
