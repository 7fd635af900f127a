package dragoman.local.command;

import dragoman.local.deadletters.Shelved;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How full each dead-letter queue is. */
@Command(
    name = "list",
    description = "How full each dead-letter queue and the parked queue is.",
    mixinStandardHelpOptions = true)
final class DlqListCommand implements Callable<Integer> {
  private final PrintStream out;

  @Mixin private DlqOptions options;

  DlqListCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    var layout = options.layout();
    try (var office = options.open(layout)) {
      var shelves = office.list();
      if (shelves.stream().noneMatch(Shelved::there)) {
        throw new IllegalStateException(
            "none of the queues of stack '" + layout.stack() + "' is there: is that its name?");
      }
      if (options.json()) {
        shelves.forEach(it -> out.println(DlqReport.json(it)));
      } else {
        out.println(DlqReport.table(shelves));
      }
      return 0;
    }
  }
}
