package dragoman.local.aws;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dragoman.local.embedded.EmbeddedAws;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** AWS services to test on. Each is started when the first test asks for it, once. */
public enum Aws {
  /** Always. */
  EMBEDDED("the embedded services"),
  /** Those at {@code -Daws.endpoint=URL}, when given. */
  ENDPOINT("the services at " + System.getProperty("aws.endpoint")),
  /** Where there is Docker; see {@link LocalStack}. */
  LOCALSTACK("LocalStack " + LocalStack.IMAGE);

  private final String title;
  private Optional<Services> services = Optional.empty();
  private Optional<String> problem = Optional.empty();

  Aws(String title) {
    this.title = title;
  }

  static List<Aws> all() {
    var all = new ArrayList<>(List.of(EMBEDDED));
    if (!System.getProperty("aws.endpoint", "").isBlank()) {
      all.add(ENDPOINT);
    }
    all.add(LOCALSTACK);
    return all;
  }

  /** Why these services cannot be had here; empty if they can, or have not been tried. */
  synchronized Optional<String> problem() {
    if (this == LOCALSTACK && services.isEmpty() && problem.isEmpty()) {
      problem = LocalStack.problem();
      problem.ifPresent(it -> System.out.println("AWS tests on " + this + " are skipped: " + it));
    }
    return problem;
  }

  public synchronized Services services() {
    if (services.isEmpty()) {
      services = Optional.of(Services.at(address(), this == EMBEDDED ? 0 : 1));
    }
    return services.get();
  }

  private URI address() {
    return switch (this) {
      case EMBEDDED -> EmbeddedAws.start(0).endpoint();
      case ENDPOINT -> URI.create(System.getProperty("aws.endpoint").replaceFirst("/+$", ""));
      case LOCALSTACK -> LocalStack.address();
    };
  }

  /**
   * Says that a test is about something which not every stand-in does as AWS. Where it does not,
   * the test is aborted and names what differs; the embedded services have no such excuse.
   */
  public void needs(Trait trait) {
    if (trait.holds(services())) {
      return;
    }
    var difference = this + ": " + trait.difference();
    if (this == EMBEDDED) {
      fail(difference);
    }
    abort(difference);
  }

  @Override
  public String toString() {
    return title;
  }
}
