package dragoman.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what became of each message of one conversation. */
@Command(
    name = "transcript",
    description = "Show each event of a conversation, what was decided and what came of it.",
    mixinStandardHelpOptions = true)
public final class TranscriptCommand implements Callable<Integer> {
  private final Transcripts transcripts;
  private final PrintStream out;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "CONVERSATION",
      description = "The conversation's key, as the logs name it: 64 letters and digits.")
  private String conversation;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = "dragoman",
      description = "The stack whose table is read (default: dragoman).")
  private String stack;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Services that stand in for AWS, as './dragoman aws' prints it.")
  private URI endpoint;

  @Option(names = "--text", description = "Show what people wrote as well.")
  private boolean text;

  @Option(names = "--json", description = "Print one JSON object an event, with everything.")
  private boolean json;

  public TranscriptCommand(Transcripts transcripts, PrintStream out) {
    this.transcripts = transcripts;
    this.out = out;
  }

  @Override
  public Integer call() {
    if (!conversation.matches("[0-9a-f]{64}")) {
      throw new ParameterException(
          spec.commandLine(),
          "'" + conversation + "' is no conversation's key: take 64 letters and digits from a log");
    }
    var address = Optional.ofNullable(endpoint).map(url -> Address.of("--endpoint", url));
    var events = transcripts.of(address, stack, conversation);
    events.forEach(it -> out.println(json ? it.toString() : line(it)));
    if (events.isEmpty()) {
      System.err.println("dragoman: nothing is known of this conversation in " + stack);
    }
    return events.isEmpty() ? 1 : 0;
  }

  private String line(ObjectNode event) {
    var line =
        "%s  v%s  %s %s: %s"
            .formatted(
                event.path("at").asText(),
                event.path("version").asText(),
                event.path("channel").asText("-"),
                event.path("kind").asText(),
                event.path("decision").asText());
    var known =
        List.of("intent", "language", "team", "event").stream()
            .filter(it -> event.hasNonNull(it))
            .map(it -> it + " " + event.path(it).asText())
            .toList();
    var shown = new StringBuilder(line).append("\n    ").append(String.join(", ", known));
    event.path("effects").forEach(it -> shown.append("\n    ").append(effect(it)));
    if (text) {
      shown.append("\n    ").append(printable(event.path("text").asText()));
    }
    return shown.toString();
  }

  private static String effect(JsonNode effect) {
    return effect.path("kind").asText()
        + " "
        + effect.path("status").asText()
        + (effect.hasNonNull("receipt") ? ", " + effect.path("receipt").asText() : "");
  }

  /** A terminal obeys control characters; a stranger must not command it. */
  private static String printable(String words) {
    return words.replaceAll("\\p{C}", " ");
  }
}
