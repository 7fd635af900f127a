package dragoman.bench.lambda;

import java.util.List;
import java.util.Map;

/**
 * How a function is started.
 *
 * @param handler its class
 * @param environment the function's own variables and where AWS is; what Lambda sets by itself is
 *     added
 * @param options for its JVM, behind those of the managed runtime
 */
public record Launch(
    TaskRoot root,
    String handler,
    Start start,
    Map<String, String> environment,
    List<String> options) {
  public Launch {
    environment = Map.copyOf(environment);
    options = List.copyOf(options);
  }

  /** The two ways an environment comes to life. */
  public enum Start {
    /** The managed runtime stops at C1 (AWS Lambda Developer Guide, "Java customization"). */
    ON_DEMAND("-XX:TieredStopAtLevel=1"),
    /** From a snapshot; here the compilers are the JVM's own choice (same page). */
    SNAP_START("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");

    private final String option;

    Start(String option) {
      this.option = option;
    }

    String option() {
      return option;
    }
  }
}
