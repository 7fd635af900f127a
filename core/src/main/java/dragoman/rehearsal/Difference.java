package dragoman.rehearsal;

/**
 * One way in which a webhook ends otherwise than is written down.
 *
 * @param webhook its name, {@code channel/file}
 * @param what which part of its outcome, such as {@code events[0].intent}; {@code entry} or {@code
 *     webhook} if the whole of one is missing
 * @param expected what is written down
 * @param found what came of it now
 */
public record Difference(String webhook, String what, String expected, String found) {
  /** Stands for a value that is not there. */
  public static final String NOTHING = "(nothing)";
}
