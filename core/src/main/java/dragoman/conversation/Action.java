package dragoman.conversation;

/** What was decided about an event. */
public enum Action {
  /** A known question: the guide's answer goes out. */
  ANSWER,
  /** A greeting or the like: a friendly text goes out. */
  GREET,
  /** A team gets a new task. */
  HAND_OVER,
  /** The team that has the dialogue gets this as well. */
  FOLLOW_UP,
  /** Seen and kept; nothing is to be done. */
  NOTE,
  /** Not ours to answer, such as talk in a group chat. */
  IGNORE,
  /** Set aside for an operator: too old, or it could not be processed. */
  PARK
}
