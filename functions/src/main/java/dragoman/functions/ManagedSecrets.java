package dragoman.functions;

import dragoman.pipeline.Doors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets Manager: the current version of a secret and, while it is being rotated, the one before.
 */
final class ManagedSecrets implements SecretStore.Source {
  private final SecretsManagerClient client;
  private final String prefix;

  ManagedSecrets(SecretsManagerClient client, String prefix) {
    this.client = client;
    this.prefix = prefix;
  }

  @Override
  public List<String> versions(String name) {
    // Names come from a stranger's path: one that is not there shall cost one call, not two.
    return version(prefix + name, "AWSCURRENT")
        .map(
            current ->
                Stream.concat(Stream.of(current), version(prefix + name, "AWSPREVIOUS").stream())
                    .toList())
        .orElse(List.of());
  }

  private Optional<String> version(String id, String stage) {
    try {
      return Optional.ofNullable(
          client.getSecretValue(it -> it.secretId(id).versionStage(stage)).secretString());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new Doors.Unavailable("secret", e);
    }
  }
}
