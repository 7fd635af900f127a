package dragoman.message;

import java.util.List;
import java.util.Optional;

/**
 * What we took a message to mean.
 *
 * @param language the language to answer in, a BCP 47 tag; empty when nothing told
 * @param intent the recognised intent; empty is an honest "I do not know"
 * @param confidence how sure, 0 to 1, of the best candidate even when it was not enough
 * @param reasons what spoke for it, in plain words without the person's text
 */
public record Understanding(
    Optional<String> language, Optional<String> intent, double confidence, List<String> reasons) {
  public static final Understanding NONE =
      new Understanding(Optional.empty(), Optional.empty(), 0, List.of());

  public Understanding {
    reasons = List.copyOf(reasons);
  }
}
