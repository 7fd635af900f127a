package dragoman.local.command;

import dragoman.local.deadletters.Layout;
import dragoman.local.deadletters.Office;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command about dead letters can be told. */
final class DlqOptions {
  @Mixin private InstallationOptions installation;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  boolean json() {
    return json;
  }

  Layout layout() {
    return installation.layout();
  }

  Office open(Layout layout) {
    return Office.open(layout, installation.endpoint(), installation.region());
  }
}
