package dragoman.proof.simulation;

/** What can go wrong at a door. */
public enum Fault {
  NONE,
  /** The process dies before the call. */
  CRASH_BEFORE,
  /** The call is done; the process dies before it knows. */
  CRASH_AFTER,
  /** The other side did not do it, and says so: refused, throttled, no connection. */
  REFUSED,
  /** Done, but the answer is lost. */
  AMBIGUOUS,
  /** No answer, and it is done later, behind the caller's back. */
  LATE,
  /** The process dies, and what it asked for is done later. */
  CRASH_LATE,
  /** The call hangs, perhaps for longer than the function may run. */
  STALL,
  /** A part of a batch is taken; a call that is no batch is refused. */
  PARTIAL;

  private static final Fault[] ALL = values();

  static Fault numbered(int ordinal) {
    return ALL[ordinal];
  }
}
