package dragoman.local.runner;

import java.util.Map;

/** Makes handlers, as the Lambda runtime does when it starts an execution environment. */
@FunctionalInterface
public interface HandlerFactory {
  /**
   * @param handlerClassName as the template names it
   * @param environment what {@code System.getenv()} would hold in an account
   * @return a {@code RequestStreamHandler} or {@code RequestHandler}
   * @throws IllegalArgumentException if there is no such handler or its environment is wrong; the
   *     message is shown to whoever started the runner
   */
  Object create(String handlerClassName, Map<String, String> environment);
}
