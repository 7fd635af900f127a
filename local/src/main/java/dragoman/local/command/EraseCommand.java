package dragoman.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.local.erasure.Asked;
import dragoman.local.erasure.Erased;
import dragoman.local.erasure.Eraser;
import java.io.PrintStream;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Erases a person. */
@Command(
    name = "erase",
    description = "Erase what is known of a person, their conversations and cards, for good.",
    mixinStandardHelpOptions = true)
final class EraseCommand implements Callable<Integer> {
  private static final URI LOCAL = URI.create("http://127.0.0.1:8080");

  private final PrintStream out;

  @Spec private CommandSpec spec;

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      required = true,
      description = "The channel they wrote by, as './dragoman channels' names it: whatsapp.")
  private String channel;

  @Option(
      names = "--account",
      paramLabel = "ID",
      required = true,
      description = "Our account they wrote to; may be repeated.")
  private Set<String> accounts = new LinkedHashSet<>();

  @Option(
      names = "--id",
      paramLabel = "ID",
      required = true,
      description =
          "The person, or a group chat with all that was said in it, as the channel names them"
              + " (WhatsApp: digits alone); may be repeated.")
  private Set<String> ids = new LinkedHashSet<>();

  @Option(names = "--dry-run", description = "Say what would be erased, and erase nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Yes, for good.")
  private boolean yes;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it; it is recorded (default: this machine's user).")
  private String operator;

  @Mixin private InstallationOptions installation;

  @Option(
      names = "--functions",
      paramLabel = "URL",
      description =
          "Where './dragoman local' answers for Lambda (with --endpoint: http://127.0.0.1:8080).")
  private URI functions;

  /**
   * @param out where the result goes
   */
  EraseCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (accounts.stream().anyMatch(String::isBlank) || ids.stream().anyMatch(String::isBlank)) {
      throw wrong("--account and --id must not be blank: is a variable not set?");
    }
    if (!dryRun && !yes) {
      throw wrong("it is for good: say --yes, or --dry-run to see how much it is");
    }
    var services = installation.endpoint();
    var lambda =
        Optional.ofNullable(functions)
            .map(it -> Address.of("--functions", it))
            .or(() -> services.map(_ -> LOCAL));
    var layout = installation.layout();
    try (var eraser = Eraser.open(layout, services, lambda, installation.region())) {
      var erased =
          eraser.erase(
              new Asked(channel, accounts, ids, operator, dryRun),
              step -> System.err.println("dragoman: " + step));
      print(erased);
      return erased.left().isEmpty() && !erased.nothing() ? 0 : 1;
    }
  }

  private void print(Erased it) {
    if (json) {
      out.println(json(it));
    } else if (it.nothing()) {
      out.println(
          "nothing of them is here, or not any more; is the id as the channel names it (WhatsApp:"
              + " digits alone), and the account?");
    } else {
      var verb = dryRun ? "would be erased: " : "erased: ";
      out.println(
          verb
              + "conversations %d, messages %d, cards in Slack %d, profiles %d, dead or parked letters %d"
                  .formatted(
                      it.conversations(), it.events(), it.cards(), it.profiles(), it.allLetters()));
      it.sortedLetters().forEach((queue, count) -> out.println("  " + queue + ": " + count));
      out.println("what teams have on their queues is theirs to delete (docs/erase.md)");
    }
    it.left().forEach(left -> System.err.println("dragoman: left: " + left));
  }

  private String json(Erased it) {
    var object =
        JsonNodeFactory.instance
            .objectNode()
            .put("dryRun", dryRun)
            .put("complete", it.left().isEmpty())
            .put("conversations", it.conversations())
            .put("messages", it.events())
            .put("cards", it.cards())
            .put("profiles", it.profiles());
    var letters = object.putObject("letters");
    it.sortedLetters().forEach(letters::put);
    var left = object.putArray("left");
    it.left().forEach(left::add);
    return object.toString();
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
