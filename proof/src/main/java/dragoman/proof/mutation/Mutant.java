package dragoman.proof.mutation;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One bug that somebody could have made: a patch of one source file of the core.
 *
 * <p>The promises are: I1 nothing accepted is lost, I2 an event changes its conversation once, I3
 * an effect is seen once, I4 the order of a conversation is kept, I5 it ends in the state that
 * follows from its events, I6 everything comes to an end once faults stop, I7 nothing follows from
 * what is not genuine, I8 no effect ends in silence.
 *
 * @param name in lower case, words joined by hyphens
 * @param breaks the promises broken, a colon, and how, in a sentence
 * @param file below {@code core/src/main/java}
 * @param find what is replaced: it must occur there exactly once, any white space standing for any
 *     other
 * @param replace what stands there instead
 */
public record Mutant(String name, String breaks, String file, String find, String replace) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern BREAKS = Pattern.compile("I[1-8](, I[1-8])*: .+", Pattern.DOTALL);

  public Mutant {
    find = find.strip();
    replace = replace.strip();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a mutant's name is words joined by hyphens: " + name);
    }
    if (!BREAKS.matcher(breaks).matches()) {
      throw new IllegalArgumentException(
          "mutant " + name + " must say what it breaks as 'I1, I2: how': " + breaks);
    }
  }

  /**
   * The file with the bug in it.
   *
   * @throws IllegalStateException if the text to be replaced is not there exactly once: the core
   *     has moved on, and the catalogue must follow
   */
  String in(String source) {
    var pattern =
        Pattern.compile(
            Arrays.stream(find.split("\\s+"))
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s+")));
    var places = pattern.matcher(source).results().count();
    if (places != 1) {
      throw new IllegalStateException(
          "mutant %s no longer fits: what it replaces is in %s %d times instead of once; bring the catalogue up to date. It looks for: %s"
              .formatted(name, file, places, find.replaceAll("\\s+", " ")));
    }
    return pattern.matcher(source).replaceFirst(Matcher.quoteReplacement(replace));
  }
}
