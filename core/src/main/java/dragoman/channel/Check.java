package dragoman.channel;

import java.util.Optional;
import java.util.function.Function;

/**
 * A question to a provider about one of our accounts, for {@code ./dragoman doctor}.
 *
 * @param what what is right if the answer has no problem, in a few words
 * @param problem what is wrong and how to put it right; empty if nothing is. It quotes no secret
 */
public record Check(String what, HttpCall call, Function<HttpAnswer, Optional<String>> problem) {}
