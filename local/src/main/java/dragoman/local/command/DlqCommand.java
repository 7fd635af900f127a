package dragoman.local.command;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The operator's tool for dead letters and for what was set aside. */
@Command(
    name = "dlq",
    description = "Look at dead letters and parked messages, send them on, or discard them.",
    mixinStandardHelpOptions = true)
public final class DlqCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /**
   * @param out where results go
   */
  static CommandLine with(PrintStream out) {
    return new CommandLine(new DlqCommand())
        .addSubcommand(new DlqListCommand(out))
        .addSubcommand(new DlqShowCommand(out))
        .addSubcommand(new DlqRedriveCommand(out))
        .addSubcommand(new DlqDiscardCommand(out));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(System.err);
    return 2;
  }
}
