package dragoman.policy;

/**
 * Something in the policy files that is wrong or doubtful, told so that it can be put right.
 *
 * @param file as the reader was given it
 * @param line from 1
 */
public record Problem(String file, int line, String what, String fix) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + what + " — fix: " + fix;
  }
}
