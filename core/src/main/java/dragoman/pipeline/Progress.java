package dragoman.pipeline;

import dragoman.message.Receipt;
import java.time.Instant;
import java.util.Optional;

/**
 * How far an effect is: {@code PENDING → SENDING → SENT | FAILED | UNKNOWN | CANCELLED}.
 *
 * @param attempt how often it was taken in hand
 * @param since when it came into this status
 * @param note the provider's id of what was sent, or why it failed
 * @param receipt the furthest receipt that came for it
 */
public record Progress(
    Status status,
    int attempt,
    Instant since,
    Optional<String> note,
    Optional<Receipt.Status> receipt) {

  public enum Status {
    PENDING,
    SENDING,
    SENT,
    FAILED,
    UNKNOWN,
    CANCELLED;

    public boolean ended() {
      return switch (this) {
        case PENDING, SENDING -> false;
        case SENT, FAILED, UNKNOWN, CANCELLED -> true;
      };
    }
  }

  public static Progress pending(Instant now) {
    return new Progress(Status.PENDING, 0, now, Optional.empty(), Optional.empty());
  }

  public Progress to(Status status, Instant now, Optional<String> note) {
    return new Progress(status, attempt, now, note, receipt);
  }
}
