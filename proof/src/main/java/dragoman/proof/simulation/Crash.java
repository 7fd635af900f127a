package dragoman.proof.simulation;

/** The process is gone. No code of ours may catch it, so it is no exception. */
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash(String why) {
    super(why, null, false, false);
  }
}
