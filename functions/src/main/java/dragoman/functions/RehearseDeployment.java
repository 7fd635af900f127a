package dragoman.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Duration;
import java.util.Map;

/**
 * CodeDeploy's hook before traffic shifts: the golden webhooks must end as is written down, and the
 * new versions must answer. Called by hand, without a deployment, it only says how it would judge.
 */
public final class RehearseDeployment implements RequestHandler<Map<String, String>, String> {
  /** The most that one call to a version or to CodeDeploy may take. */
  public static final Duration LONGEST_CALL = SignedCalls.LONGEST;

  private final DeploymentCheck check;
  private final Deployments deployments;

  public RehearseDeployment() {
    this(new Wiring());
  }

  public RehearseDeployment(Wiring wiring) {
    check = wiring.deploymentCheck();
    deployments = wiring.deployments();
  }

  /**
   * @throws RuntimeException only if CodeDeploy cannot be told; Lambda then calls the hook again
   */
  @Override
  public String handleRequest(Map<String, String> event, Context context) {
    var deployment = event.getOrDefault("DeploymentId", "");
    var status = check.passes(deployment) ? "Succeeded" : "Failed";
    if (!deployment.isEmpty()) {
      deployments.report(deployment, event.get("LifecycleEventHookExecutionId"), status);
    }
    return status;
  }
}
