package dragoman.local.erasure;

import java.util.Set;

/**
 * Who is to be erased.
 *
 * @param accounts of ours that they wrote to
 * @param ids by which the channel names them
 * @param operator who does it; recorded with each dead letter that is removed
 * @param dryRun look and say, do nothing
 */
public record Asked(
    String channel, Set<String> accounts, Set<String> ids, String operator, boolean dryRun) {
  public Asked {
    accounts = Set.copyOf(accounts);
    ids = Set.copyOf(ids);
  }
}
