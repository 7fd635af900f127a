package dragoman.local.aws;

import dragoman.local.runner.Clients;
import dragoman.local.runner.Provisioning;
import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * AWS services with our stack on them, under a name of this run's own, so that a service may be
 * shared and keep what it has. What is made is deleted when the tests end.
 *
 * @param waitSeconds how long to wait at a queue before it counts as empty; the embedded ones need
 *     no waiting, and ElasticMQ spins while one waits at a FIFO queue whose messages are in hand
 */
public record Services(URI endpoint, Clients clients, Stack stack, String queues, int waitSeconds) {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("project.root")).resolve("infra/template.yaml");

  static Services at(URI endpoint, int waitSeconds) {
    var clients = Clients.at(endpoint);
    var place = place(clients, endpoint);
    var stack = Template.read(TEMPLATE).at(place, newName(), Map.of());
    var provisioning = new Provisioning(clients, stack);
    Runtime.getRuntime().addShutdownHook(new Thread(provisioning::remove));
    provisioning.ensure();
    return new Services(endpoint, clients, stack, place.queues(), waitSeconds);
  }

  private static Place place(Clients clients, URI endpoint) {
    try {
      return Provisioning.place(clients);
    } catch (SdkClientException e) {
      throw new IllegalStateException(
          "no AWS services answer at " + endpoint + "; start them, or leave -Daws.endpoint out", e);
    }
  }

  /** A stack's name that nothing else has. */
  public static String newName() {
    return "t" + UUID.randomUUID().toString().substring(0, 8);
  }

  public String table() {
    return stack.tables().getFirst().name();
  }

  public String queue(String suffix) {
    return queues + stack.name() + "-" + suffix;
  }
}
