package dragoman.local.command;

import dragoman.local.deadletters.Layout;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which installation a command is about, here or in an account. */
final class InstallationOptions {
  @Option(
      names = "--stack",
      paramLabel = "NAME",
      defaultValue = "dragoman",
      description = "The stack that is meant (default: dragoman).")
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

  Layout layout() {
    return Layout.read(Home.find().template(), stack);
  }

  Optional<URI> endpoint() {
    return Optional.ofNullable(endpoint).map(it -> Address.of("--endpoint", it));
  }

  Optional<String> region() {
    return Optional.ofNullable(region);
  }
}
