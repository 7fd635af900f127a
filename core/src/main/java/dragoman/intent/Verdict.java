package dragoman.intent;

import java.util.List;
import java.util.Optional;

/**
 * A judgement on what a text asks for.
 *
 * @param best the likeliest intent, sure or not; empty when nothing in the text is known
 * @param confidence how sure, 0 to 1; the policy's threshold decides whether that is enough
 * @param reasons what spoke for it, in plain words without quoting the text
 */
public record Verdict(Optional<String> best, double confidence, List<String> reasons) {
  public Verdict {
    reasons = List.copyOf(reasons);
  }
}
