package dragoman.proof.fuzzing;

/**
 * An input that a parser did not stand.
 *
 * @param seed of the campaign
 * @param execution its number within the target; with the seed it gives the same input again. For a
 *     kept input, -1
 * @param what went wrong
 */
public record Finding(String target, long seed, long execution, byte[] input, String what) {}
