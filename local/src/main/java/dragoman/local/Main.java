package dragoman.local;

import dragoman.local.command.CommandLines;

/** Where the launcher begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    var out = System.out;
    // Functions log to the standard output, as Lambda wants it; here that is for results alone.
    System.setOut(System.err);
    var plugged = new Functions();
    System.exit(CommandLines.run(plugged, plugged, plugged, out, arguments));
  }
}
