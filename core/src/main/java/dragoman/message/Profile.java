package dragoman.message;

import java.util.Optional;

/**
 * What the business knows of a contact beforehand, so that nobody is asked what is known. Each part
 * may be missing.
 *
 * @param language a BCP 47 tag
 * @param tier such as {@code gold}; the policy says what follows from it
 */
public record Profile(
    Optional<String> name,
    Optional<String> workspace,
    Optional<String> genre,
    Optional<String> language,
    Optional<String> tier) {
  public static final Profile UNKNOWN =
      new Profile(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
