package dragoman.channel;

import java.time.Duration;
import java.util.Optional;

/** What became of a send. */
public sealed interface Outcome {

  /** The provider has it; {@code externalId} is its id of the message, if it told one. */
  record Sent(Optional<String> externalId) implements Outcome {}

  /** It was not sent, and sending the same again will not help. */
  record Refused(Why why, String code) implements Outcome {}

  /** It was certainly not sent; try again after the wait. */
  record Retry(Duration after, String code) implements Outcome {}

  /**
   * It was not sent: the reply's handle was used before, or is too old. Without the handle it may
   * be.
   */
  record HandleSpent(String code) implements Outcome {}

  /** It may have been sent or not: the send class decides what follows. */
  record Ambiguous(String code) implements Outcome {}

  /** Sorted by who has to do something about it. */
  enum Why {
    /** The recipient cannot be reached: blocked us, no such number. */
    PERMANENT,
    /** The provider allows only templates by now. */
    WINDOW_CLOSED,
    /** The person asked for silence. */
    OPTED_OUT,
    /** Our request, token or account is wrong: an operator must look. */
    OUR_FAULT
  }
}
