package dragoman.functions;

import dragoman.message.Json;
import dragoman.pipeline.Doors;
import java.util.Map;

/** CodeDeploy, which waits to be told whether a deployment may go on. */
record Deployments(SignedCalls aws) {

  /**
   * CodeDeploy's PutLifecycleEventHookExecutionStatus.
   *
   * @param status {@code Succeeded} or {@code Failed}
   * @throws Doors.Unavailable if CodeDeploy did not take it, even when asked again
   */
  void report(String deployment, String execution, String status) {
    var answer =
        aws.post(
            "codedeploy",
            "/",
            Map.of(
                "Content-Type",
                "application/x-amz-json-1.1",
                "X-Amz-Target",
                "CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus"),
            Json.write(
                Json.object()
                    .put("deploymentId", deployment)
                    .put("lifecycleEventHookExecutionId", execution)
                    .put("status", status)));
    if (answer.status() != 200) {
      throw new Doors.Unavailable("codedeploy: HTTP " + answer.status());
    }
  }
}
