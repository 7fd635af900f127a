package dragoman.local.doctor;

import dragoman.functions.Wiring;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Opens a doctor's practice beside an installation: the same secrets, the same way out. */
public final class Practice {
  private Practice() {}

  /** For endpoints whose secrets are in an accounts file. */
  public static Doctor beside(Path accounts, URI webhooks, Map<String, URI> providers) {
    return open("file:" + accounts.toAbsolutePath(), Optional.empty(), webhooks, providers);
  }

  /**
   * For a deployed stack, whose secrets are in Secrets Manager; keys and profile are the
   * environment's.
   */
  public static Doctor beside(
      String stack, String region, URI webhooks, Map<String, URI> providers) {
    return open("aws:" + stack + "/", Optional.of(region), webhooks, providers);
  }

  private static Doctor open(
      String secrets, Optional<String> region, URI webhooks, Map<String, URI> providers) {
    var settings = new HashMap<String, String>();
    settings.put("TENANT", "default");
    settings.put("STACK", "doctor");
    settings.put("SECRETS", secrets);
    region.ifPresent(it -> settings.put("AWS_REGION", it));
    settings.put(
        "PROVIDER_URLS",
        providers.entrySet().stream()
            .map(it -> it.getKey() + "=" + it.getValue())
            .collect(Collectors.joining(",")));
    // No provider delivers to an address without TLS, so that asking it would tell nothing.
    var isPublic = webhooks.getScheme().equals("https");
    var wiring = new Wiring(settings, UnaryOperator.identity());
    return new Doctor(
        wiring.secrets(),
        wiring.http(),
        InstantSource.system(),
        webhooks.toString(),
        channel -> isPublic || providers.containsKey(channel));
  }
}
