package dragoman.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something genuine that could not be understood, kept for a person.
 *
 * @param where the channel and endpoint, or the queue, it came by
 * @param reason why it could not be read, without quoting it
 * @param body the bytes as they came
 * @param at when it was set aside
 * @param tenant the installation it came to, if it came by a webhook
 * @param accounts those its endpoint spoke for, without which the body cannot be read again
 */
public record Parked(
    String where,
    String reason,
    byte[] body,
    Instant at,
    Optional<String> tenant,
    List<String> accounts) {
  public Parked {
    accounts = List.copyOf(accounts);
  }

  /** Set aside from a queue of ours. */
  public Parked(String where, String reason, byte[] body, Instant at) {
    this(where, reason, body, at, Optional.empty(), List.of());
  }
}
