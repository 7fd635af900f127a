package dragoman.local.command;

import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An address given on the command line. */
final class WebAddress {
  private WebAddress() {}

  /**
   * Without the slash at the end, so that paths can be put behind it.
   *
   * @throws ParameterException if it is none, naming the option
   */
  static URI of(CommandSpec spec, String option, URI url) {
    if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new ParameterException(
          spec.commandLine(),
          option + ": '" + url + "' is no address; write it as http://127.0.0.1:4566");
    }
    return URI.create(url.toString().replaceFirst("/+$", ""));
  }
}
