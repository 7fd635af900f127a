package dragoman.local.command;

import dragoman.local.deadletters.Layout;
import dragoman.local.deadletters.Office;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command about dead letters can be told. */
final class DlqOptions {
  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = "dragoman",
      description = "The stack whose queues are meant (default: dragoman).")
  private String stack;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "Services that stand in for AWS, as './dragoman aws' prints it. Without it: AWS, with the"
              + " keys, profile and region of the environment.")
  private URI endpoint;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "In place of the environment's; with --endpoint us-east-1 is the default.")
  private String region;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  boolean json() {
    return json;
  }

  Layout layout() {
    return Layout.read(Home.find().template(), stack);
  }

  Office open(Layout layout) {
    return Office.open(
        layout,
        Optional.ofNullable(endpoint).map(DlqOptions::address),
        Optional.ofNullable(region));
  }

  private static URI address(URI url) {
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new IllegalArgumentException(
          "--endpoint: '" + url + "' is no address; write it as http://127.0.0.1:4566");
    }
    return URI.create(url.toString().replaceFirst("/+$", ""));
  }
}
