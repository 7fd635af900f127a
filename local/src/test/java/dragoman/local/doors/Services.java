package dragoman.local.doors;

import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.runner.Clients;
import dragoman.local.runner.Provisioning;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * The AWS services under test with our stack on them: the embedded ones, or those at {@code
 * -Daws.endpoint=URL}.
 */
public record Services(URI endpoint, Clients clients, Stack stack, String queues) {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  public static final Services SHARED = start();

  private static Services start() {
    var given = System.getProperty("aws.endpoint", "");
    var address = given.isBlank() ? EmbeddedAws.start(0).endpoint() : URI.create(given);
    var clients = Clients.at(address);
    var place = Provisioning.place(clients);
    var name = "t" + UUID.randomUUID().toString().substring(0, 8);
    var stack = Template.read(ROOT.resolve("infra/template.yaml")).at(place, name, Map.of());
    new Provisioning(clients, stack).ensure();
    return new Services(address, clients, stack, place.queues());
  }

  public String table() {
    return stack.tables().getFirst().name();
  }

  public String queue(String suffix) {
    return queues + stack.name() + "-" + suffix;
  }
}
