package dragoman.conversation;

/** Whether the words on consent count on a channel, and who answers them. */
public enum Heeding {
  /** They are words like any other: to block us is the person's own button. */
  NOBODY,
  /** They are obeyed, and we confirm. */
  WE_CONFIRM,
  /** They are obeyed, and the provider has confirmed already. */
  PROVIDER_CONFIRMS
}
