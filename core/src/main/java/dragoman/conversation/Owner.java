package dragoman.conversation;

/** Who speaks for us in a conversation. */
public enum Owner {
  /** The bot answers what it knows. */
  BOT,
  /** A team has it, nobody has taken it yet. */
  QUEUED,
  /** A person has taken it: the bot is silent. */
  HUMAN,
  /** Resolved; the next message opens a new dialogue. */
  CLOSED
}
