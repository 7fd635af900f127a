package dragoman.local.deadletters;

import java.util.Set;

/**
 * Which messages an operator means: those with one of the ids, or of one of the conversations; all
 * if neither is named.
 *
 * @param conversations keys, or as much of their beginnings as is shown
 */
public record Selection(Set<String> ids, Set<String> conversations) {
  public static final Selection ALL = new Selection(Set.of(), Set.of());

  /**
   * @throws IllegalArgumentException if one is blank or too short: a variable that is not set must
   *     not choose everything
   */
  public Selection {
    ids = Set.copyOf(ids);
    conversations = Set.copyOf(conversations);
    if (ids.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("--id is blank: take one from './dragoman dlq show'");
    }
    for (var it : conversations) {
      if (!it.matches("[0-9a-f]{8,64}")) {
        throw new IllegalArgumentException(
            "--conversation '" + it + "': give 8 or more of the key's letters and digits");
      }
    }
  }

  public boolean all() {
    return ids.isEmpty() && conversations.isEmpty();
  }

  boolean takes(String id, String conversation) {
    return all() || ids.contains(id) || conversations.stream().anyMatch(conversation::startsWith);
  }

  @Override
  public String toString() {
    return all()
        ? "all"
        : String.join(
            " ",
            java.util.stream.Stream.concat(
                    ids.stream().sorted(), conversations.stream().sorted().map(it -> it + "…"))
                .toList());
  }
}
