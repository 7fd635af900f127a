package dragoman.local.command;

import dragoman.channel.Channels;
import dragoman.local.channels.ChannelsPage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what each channel can do. */
@Command(
    name = "channels",
    description = "Print what each channel can do, as docs/channels.md has it.",
    mixinStandardHelpOptions = true)
final class ChannelsCommand implements Callable<Integer> {
  private final PrintStream out;

  @Option(names = "--write", description = "Write docs/channels.md instead of printing.")
  private boolean write;

  /**
   * @param out where the page goes
   */
  ChannelsCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    var page = ChannelsPage.of(Channels.all());
    if (write) {
      Files.writeString(Home.find().folder().resolve("docs/channels.md"), page);
      System.err.println("dragoman: wrote docs/channels.md");
    } else {
      out.print(page);
    }
    return 0;
  }
}
