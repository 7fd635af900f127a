package dragoman.proof.simulation;

import java.util.List;

/** What can go wrong at a door. */
public enum Fault {
  NONE,
  /** The process dies before the call. */
  CRASH_BEFORE,
  /** The call is done; the process dies before it knows. */
  CRASH_AFTER,
  /** The other side did not do it, and says so: refused, throttled, no connection. */
  REFUSED,
  /** The other side asks to come again later. */
  THROTTLED,
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

  /** One of the kinds that the campaign counts; a late landing is one of them in two forms. */
  static Fault thrown(Dice dice) {
    var kind = KINDS.get(dice.between(0, KINDS.size() - 1));
    return kind == LATE && dice.chance(0.5) ? CRASH_LATE : kind;
  }

  static final List<Fault> KINDS =
      List.of(CRASH_BEFORE, CRASH_AFTER, REFUSED, THROTTLED, AMBIGUOUS, LATE, STALL, PARTIAL);
}
