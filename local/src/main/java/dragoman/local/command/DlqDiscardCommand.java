package dragoman.local.command;

import dragoman.local.deadletters.Order.What;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes messages for good. */
@Command(
    name = "discard",
    description = "Remove messages for good; what they were is recorded, not what they said.",
    mixinStandardHelpOptions = true)
final class DlqDiscardCommand implements Callable<Integer> {
  private final PrintStream out;

  @Mixin private DlqActing acting;

  @Option(names = "--all", description = "All of the queue; needs --yes as well.")
  private boolean all;

  @Option(names = "--yes", description = "Yes, all of them.")
  private boolean yes;

  DlqDiscardCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (all == acting.selective()) {
      throw new IllegalArgumentException(
          all
              ? "--all: not together with --id or --conversation"
              : "which messages? name them with --id or --conversation, or say --all --yes");
    }
    if (all && !yes && !acting.dryRun()) {
      throw new IllegalArgumentException(
          "--all: removes every message for good; say --yes as well, or --dry-run to see which");
    }
    return acting.carryOut(new What.Discard(), out);
  }
}
