package dragoman.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.channel.Channels;
import dragoman.local.doctor.Doctor;
import dragoman.local.doctor.Finding;
import dragoman.local.doctor.Practice;
import dragoman.local.installation.Accounts;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks endpoints from the provider's side and from ours. */
@Command(
    name = "doctor",
    description =
        "Check that endpoints take genuine webhooks and refuse others, and that the providers"
            + " deliver to them; exit 1 if something is wrong. Nothing it sends has consequences.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private record Place(String channel, String endpoint) {}

  private final PrintStream out;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "CHANNEL/ENDPOINT",
      description = "Which endpoints; without any, all of the accounts file.")
  private List<String> endpoints = new ArrayList<>();

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080/webhooks",
      description =
          "The public address of all webhooks, as the stack's output WebhooksUrl says it"
              + " (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Option(
      names = "--accounts",
      paramLabel = "FILE",
      description = "The accounts file the runner was started with, if not the built-in one.")
  private Path accounts;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "In place of an accounts file: the secrets of this stack in Secrets Manager.")
  private String stack;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "${env:AWS_REGION}",
      description = "With --stack: its region (default: AWS_REGION).")
  private String region;

  @Option(
      names = "--provider",
      paramLabel = "NAME=URL",
      description =
          "Ask a stand-in in a provider's place, as './dragoman local' names it under 'providers';"
              + " may be repeated.")
  private Map<String, URI> providers = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print one JSON object for each check, one a line.")
  private boolean json;

  /**
   * @param out where the findings go
   */
  DoctorCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    var webhooks = Address.of("--url", url);
    var asked = new TreeMap<String, URI>();
    providers.forEach(
        (name, it) -> asked.put(provider(name), Address.of("--provider " + name, it)));
    var which = new ArrayList<Place>();
    Doctor doctor;
    if (stack != null) {
      if (accounts != null || endpoints.isEmpty() || region == null || region.isEmpty()) {
        throw wrong("--stack goes without --accounts, with --region, and with CHANNEL/ENDPOINT");
      }
      doctor = Practice.beside(stack, region, webhooks, asked);
    } else {
      var file = accounts == null ? Accounts.shipped() : Accounts.read(accounts);
      doctor = Practice.beside(file.file(), webhooks, asked);
      if (endpoints.isEmpty()) {
        file.endpoints().forEach(it -> which.add(new Place(it.channel(), it.name())));
      }
    }
    endpoints.forEach(it -> which.add(place(it)));
    var wrong = 0;
    for (var one : which) {
      wrong += doctor.examine(one.channel(), one.endpoint(), this::print) ? 0 : 1;
    }
    if (!json) {
      out.println(
          wrong == 0
              ? which.size() + " endpoints, and nothing is wrong."
              : wrong + " of " + which.size() + " endpoints need care.");
    }
    return wrong == 0 ? 0 : 1;
  }

  private String provider(String name) {
    if (Channels.named(name).isEmpty()) {
      throw wrong("--provider " + name + "=...: there is no channel '" + name + "'");
    }
    return name;
  }

  private Place place(String typed) {
    var parts = typed.split("/", -1);
    if (parts.length != 2 || Channels.named(parts[0]).isEmpty() || parts[1].isEmpty()) {
      throw wrong("'" + typed + "' is no endpoint; write it as telegram/main");
    }
    return new Place(parts[0], parts[1]);
  }

  private void print(Finding it) {
    if (json) {
      var line =
          JsonNodeFactory.instance
              .objectNode()
              .put("subject", it.subject())
              .put("check", it.what())
              .put("ok", it.healthy());
      it.problem().ifPresent(problem -> line.put("problem", problem));
      out.println(line);
    } else {
      out.println(
          "%-5s %s %s".formatted(it.healthy() ? "ok" : "WRONG", it.subject(), it.what())
              + it.problem().map(problem -> "\n      " + problem).orElse(""));
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
