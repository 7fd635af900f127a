package dragoman.local.command;

import dragoman.local.deadletters.Selection;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what lies on a queue, and leaves it there. */
@Command(
    name = "show",
    description = "Show the messages of a queue, one a line, and leave them there.",
    mixinStandardHelpOptions = true)
final class DlqShowCommand implements Callable<Integer> {
  private final PrintStream out;

  @Mixin private DlqOptions options;

  @Parameters(paramLabel = "QUEUE", description = "As './dragoman dlq list' names it.")
  private String queue;

  @Option(names = "--id", paramLabel = "ID", description = "Only this message; may be repeated.")
  private Set<String> ids = new LinkedHashSet<>();

  @Option(
      names = "--conversation",
      paramLabel = "KEY",
      description = "Only this conversation, or those that begin so; may be repeated.")
  private Set<String> conversations = new LinkedHashSet<>();

  @Option(names = "--body", description = "With the bodies, which hold what people said.")
  private boolean body;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many (default: 100).")
  private int limit;

  DlqShowCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    DlqReport.positive("--limit", limit);
    var layout = options.layout();
    var shelf = layout.shelf(queue);
    try (var office = options.open(layout)) {
      var look = office.look(shelf, new Selection(ids, conversations), limit);
      if (options.json()) {
        look.sights().forEach(it -> out.println(DlqReport.json(it, body)));
      } else {
        out.println(DlqReport.lines(look.sights(), body));
      }
      var missing = new LinkedHashSet<>(ids);
      look.sights().forEach(it -> missing.remove(it.id()));
      missing.forEach(it -> System.err.println("dragoman: not found among them: " + it));
      if (look.looked() < look.total()) {
        System.err.println(
            "dragoman: looked at %d of %d messages; of each conversation the first ten can be seen, and none that are in somebody's hands"
                .formatted(look.looked(), look.total()));
      }
      return missing.isEmpty() ? 0 : 1;
    }
  }
}
