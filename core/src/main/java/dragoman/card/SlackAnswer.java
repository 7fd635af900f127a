package dragoman.card;

import java.time.Duration;

/** What became of putting a card into Slack. */
public sealed interface SlackAnswer {

  /** It stands there; {@code ts} is Slack's id of the message within its channel. */
  record Posted(String ts) implements SlackAnswer {}

  /** It was certainly not taken: try again after the wait. */
  record Limited(Duration retryAfter) implements SlackAnswer {}

  /**
   * It may stand there or not: an update may simply be sent again, a post only after a search has
   * not found it.
   */
  record Ambiguous(String code) implements SlackAnswer {}

  /** The message to be updated is no longer there: post the card anew. */
  record Gone() implements SlackAnswer {}

  /** It was not taken, and an operator must look: the channel, the token or the card is wrong. */
  record Broken(String code) implements SlackAnswer {}
}
