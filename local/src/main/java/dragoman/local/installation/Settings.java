package dragoman.local.installation;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the pipeline is to run on this machine.
 *
 * @param port of webhooks and inspection; 0 for any free one
 * @param stack names what is made at the endpoint, so that several can be there side by side
 * @param endpoint AWS services to use; the embedded ones if empty
 * @param accounts endpoints and their secrets; those that come with Dragoman if empty
 * @param contacts profiles to begin with
 * @param maxEventAge older events are set aside; zero for no limit
 * @param providers where a channel's outgoing calls go, by channel; the built-in stand-ins take the
 *     others
 */
public record Settings(
    Path template,
    Path policy,
    int port,
    String stack,
    Optional<URI> endpoint,
    Optional<Path> accounts,
    Optional<Path> contacts,
    Duration maxEventAge,
    Map<String, URI> providers) {
  /** What the pipeline is called where nobody else is. */
  public static final String STACK = "dragoman";

  public Settings {
    providers = Map.copyOf(providers);
  }
}
