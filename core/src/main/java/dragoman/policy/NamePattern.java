package dragoman.policy;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Team names with {@code {language}} and {@code {genre}} in them. */
final class NamePattern {
  private static final String LANGUAGE = "{language}";
  private static final String GENRE = "{genre}";
  private static final Pattern OTHER_BRACES = Pattern.compile("[{}]");

  private NamePattern() {}

  /** Every name the pattern stands for, in the order of the lists. */
  static List<String> expand(
      String pattern, Collection<String> languages, Collection<String> genres) {
    return values(pattern, LANGUAGE, languages)
        .flatMap(
            language ->
                values(pattern, GENRE, genres)
                    .map(genre -> pattern.replace(LANGUAGE, language).replace(GENRE, genre)))
        .toList();
  }

  /** Whether the pattern can be filled in; what it stands for must be listed beside it. */
  static boolean fits(
      Place place, String pattern, Collection<String> languages, Collection<String> genres) {
    return place.holds(
            !OTHER_BRACES.matcher(pattern.replace(LANGUAGE, "").replace(GENRE, "")).find(),
            Place.quoted(pattern) + " has braces that are never filled in",
            "use {language} and {genre} only")
        && place.holds(
            !pattern.contains(LANGUAGE) || !languages.isEmpty(),
            "{language} has no languages to stand for",
            "list them beside it: languages: [hi, mr]")
        && place.holds(
            !pattern.contains(GENRE) || !genres.isEmpty(),
            "{genre} has no genres to stand for",
            "list them beside it: genres: [news]");
  }

  /** Whether every list beside the pattern is used in it; else names would come twice. */
  static boolean usesAll(
      Place place, String pattern, Collection<String> languages, Collection<String> genres) {
    return place.holds(
            languages.isEmpty() || pattern.contains(LANGUAGE),
            "languages are listed, but the pattern has no {language}",
            "add {language} to the pattern, or take the list out")
        && place.holds(
            genres.isEmpty() || pattern.contains(GENRE),
            "genres are listed, but the pattern has no {genre}",
            "add {genre} to the pattern, or take the list out");
  }

  private static Stream<String> values(
      String pattern, String placeholder, Collection<String> values) {
    return pattern.contains(placeholder) ? values.stream() : Stream.of("");
  }
}
