package dragoman.local.deadletters;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which messages an operator means: those with one of the ids, of one of the conversations, or that
 * name one of the persons; all if none is named.
 *
 * @param conversations keys, or as much of their beginnings as is shown
 * @param persons as a channel names them; what cannot be read is known by nothing else
 */
public record Selection(Set<String> ids, Set<String> conversations, Set<String> persons) {
  public static final Selection ALL = new Selection(Set.of(), Set.of());

  public Selection(Set<String> ids, Set<String> conversations) {
    this(ids, conversations, Set.of());
  }

  /**
   * @throws IllegalArgumentException if one is blank or too short: a variable that is not set must
   *     not choose everything
   */
  public Selection {
    ids = Set.copyOf(ids);
    conversations = Set.copyOf(conversations);
    persons = Set.copyOf(persons);
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
    return ids.isEmpty() && conversations.isEmpty() && persons.isEmpty();
  }

  /**
   * @param body as it lies on the queue
   */
  boolean takes(String id, String conversation, String body) {
    return all()
        || ids.contains(id)
        || conversations.stream().anyMatch(conversation::startsWith)
        || !persons.isEmpty() && names(Label.text(body));
  }

  /** As a whole word: the digits of an id may well be a part of another one. */
  private boolean names(String text) {
    return persons.stream()
        .anyMatch(
            it ->
                Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(it) + "(?![\\p{L}\\p{N}_])")
                    .matcher(text)
                    .find());
  }

  @Override
  public String toString() {
    return all()
        ? "all"
        : String.join(
            " ",
            Stream.of(
                    ids.stream().sorted(),
                    conversations.stream().sorted().map(it -> it + "…"),
                    // Who they are must not be written down.
                    persons.isEmpty() ? Stream.<String>empty() : Stream.of("and who is named"))
                .flatMap(it -> it)
                .toList());
  }
}
