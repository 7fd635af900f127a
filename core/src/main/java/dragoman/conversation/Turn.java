package dragoman.conversation;

/** One step of a conversation: what was decided, and the conversation as it stands after. */
public record Turn(Decision decision, Conversation next) {

  /** The same step, taken by whoever read that version. */
  public Turn after(long version) {
    return next.version() == version + 1 ? this : new Turn(decision, next.at(version + 1));
  }
}
