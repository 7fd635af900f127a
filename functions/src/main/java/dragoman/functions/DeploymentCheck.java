package dragoman.functions;

import dragoman.pipeline.Doors;
import dragoman.pipeline.LogEvent;
import dragoman.rehearsal.Difference;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether a deployment may go on. Everything that speaks against it is logged, not only the first;
 * and what goes wrong while looking speaks against it too.
 *
 * @param rehearsal reads policy and webhooks and plays them, when asked
 */
record DeploymentCheck(Supplier<List<Difference>> rehearsal, NewVersions versions, Doors.Log log) {

  boolean passes(String deployment) {
    try {
      var differences = rehearsal.get();
      for (var it : differences) {
        log.log(new LogEvent.RehearsalDiffers(it.webhook(), it.what(), it.expected(), it.found()));
      }
      var unfit = versions.unfit();
      unfit.forEach(it -> log.log(new LogEvent.VersionUnfit(it.version(), it.reason())));
      log.log(new LogEvent.DeploymentJudged(deployment, differences.size(), unfit.size()));
      return differences.isEmpty() && unfit.isEmpty();
    } catch (RuntimeException | Error e) {
      log.log(new LogEvent.StepFailed("rehearse", e.getClass().getSimpleName(), 1, ""));
      return false;
    }
  }
}
