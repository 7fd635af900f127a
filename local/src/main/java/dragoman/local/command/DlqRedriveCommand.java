package dragoman.local.command;

import dragoman.local.deadletters.Order.What;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends dead letters back to where they died, and what was parked to where it belongs. */
@Command(
    name = "redrive",
    description =
        "Send messages on, in each conversation's order: dead letters to the queue they died on,"
            + " parked ones through their channel's reading.",
    mixinStandardHelpOptions = true)
final class DlqRedriveCommand implements Callable<Integer> {
  private static final double SLOWEST = 0.1;
  private static final double FASTEST = 1000;

  private final PrintStream out;

  @Mixin private DlqActing acting;

  @Option(
      names = "--rate",
      paramLabel = "N/s",
      defaultValue = "10/s",
      description = "At most so many a second, 0.1 to 1000 (default: 10/s).")
  private String rate;

  @Option(
      names = "--out-of-order",
      description = "Let the chosen ids go before earlier messages of their conversations.")
  private boolean outOfOrder;

  @Option(
      names = "--account",
      paramLabel = "ID",
      description =
          "Parked ones: the account they came to, in place of those noted; may be repeated.")
  private Set<String> accounts = new LinkedHashSet<>();

  DlqRedriveCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    return acting.carryOut(new What.Redrive(perSecond(), outOfOrder, accounts), out);
  }

  private double perSecond() {
    try {
      var perSecond = Double.parseDouble(rate.replaceFirst("/s$", ""));
      if (perSecond >= SLOWEST && perSecond <= FASTEST) {
        return perSecond;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "--rate " + rate + ": must be 0.1 to 1000 a second, such as 10/s");
  }
}
