package dragoman.local.aws;

import java.net.URI;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * LocalStack in a container of its own, of which only the services are used: the functions run in
 * the tests' JVM. 4.14.0 is the last image that starts without a token; {@code
 * -Dlocalstack.image=NAME} takes another, and {@code LOCALSTACK_AUTH_TOKEN} is passed on. {@code
 * -Dlocalstack.image=none} leaves it out.
 */
final class LocalStack {
  private static final String FREE = "localstack/localstack:4.14.0";
  private static final String GIVEN = System.getProperty("localstack.image", "");

  static final String IMAGE = GIVEN.isBlank() ? FREE : GIVEN;

  private static URI address;

  private LocalStack() {}

  /**
   * Why there is none here. One that was asked for by name and does not start is no reason to skip
   * its tests but a failure.
   */
  static synchronized Optional<String> problem() {
    if (IMAGE.equals("none")) {
      return Optional.of("-Dlocalstack.image=none");
    }
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of("there is no Docker here that Testcontainers could use");
    }
    try {
      address();
      return Optional.empty();
    } catch (RuntimeException e) {
      if (GIVEN.isBlank()) {
        return Optional.of("it does not start: " + e.getMessage());
      }
      throw e;
    }
  }

  static synchronized URI address() {
    if (address == null) {
      address = started().getEndpoint();
    }
    return address;
  }

  /** Testcontainers itself removes it when this JVM ends. */
  @SuppressWarnings("resource")
  private static LocalStackContainer started() {
    var container =
        new LocalStackContainer(
                DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("localstack/localstack"))
            .withServices("sqs", "sns", "dynamodb");
    Optional.ofNullable(System.getenv("LOCALSTACK_AUTH_TOKEN"))
        .ifPresent(token -> container.withEnv("LOCALSTACK_AUTH_TOKEN", token));
    container.start();
    return container;
  }
}
