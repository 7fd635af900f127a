package dragoman.message;

import java.time.Instant;
import java.util.Optional;

/**
 * What a provider tells of a message of ours.
 *
 * @param key its identity; a message and each of its statuses have different ones
 * @param externalId the provider's id of our message
 * @param recipient whom it was sent to, as the provider names them
 * @param callback the callback data we sent with it, if the provider returned any; untrusted until
 *     parsed as an {@link EffectRef}
 * @param error the provider's error code when it failed
 */
public record Receipt(
    EventKey key,
    String channel,
    String endpoint,
    String account,
    String externalId,
    String recipient,
    Status status,
    Optional<String> callback,
    Optional<String> error,
    Instant at) {

  /**
   * In the order a message passes through them: a later status never gives way to an earlier one.
   */
  public enum Status {
    SENT,
    DELIVERED,
    READ,
    FAILED
  }
}
