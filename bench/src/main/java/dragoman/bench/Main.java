package dragoman.bench;

import dragoman.bench.cold.ColdCommand;
import picocli.CommandLine;

/** The front hall. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new ColdCommand()).execute(args));
  }
}
