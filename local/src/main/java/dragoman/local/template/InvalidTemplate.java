package dragoman.local.template;

/** A template that cannot be run here; the message names file, line, what is wrong and the fix. */
public final class InvalidTemplate extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidTemplate(String file, int line, String problem) {
    super(file + (line > 0 ? ":" + line : "") + ": " + problem);
  }
}
