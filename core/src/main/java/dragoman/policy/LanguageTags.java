package dragoman.policy;

import java.util.Collection;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Languages as the policy files write them: BCP 47 tags (RFC 5646). */
final class LanguageTags {
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

  private LanguageTags() {}

  /** A language people are served in: the language alone. */
  static Optional<String> language(Place place) {
    return place.text(
        LANGUAGE,
        " is not a language code",
        "write the two or three letters of BCP 47 alone, such as hi; scripts and regions belong in"
            + " the guide");
  }

  /** The key of a text: a served language, with script or region where that matters. */
  static Optional<String> tag(Place place, Collection<String> served) {
    Optional<String> written = place.text();
    if (written.isEmpty()) {
      return written;
    }
    String tag = written.get();
    Optional<String> canonical = canonical(tag);
    String language = RoutingTable.routingLanguage(tag);
    boolean sound =
        place.holds(
                canonical.equals(written),
                Place.quoted(tag) + " is not a BCP 47 language tag",
                canonical
                    .map(right -> "write " + right)
                    .orElse("write a tag such as hi or hi-Latn, with a hyphen"))
            && place.holds(
                served.isEmpty() || served.contains(language),
                "nobody is served in " + Place.quoted(tag),
                "add " + language + " to languages in policy.yaml, or take this out");
    return written.filter(any -> sound);
  }

  /** What is written for each language; entries that cannot be read are left out, and told. */
  static <T> Map<String, T> localised(
      Place mapping, Collection<String> served, Function<Place, Optional<T>> read) {
    Map<String, T> byLanguage = new LinkedHashMap<>();
    mapping
        .entries()
        .values()
        .forEach(
            entry ->
                tag(entry.key(), served)
                    .ifPresent(
                        tag ->
                            read.apply(entry.value())
                                .ifPresent(value -> byLanguage.put(tag, value))));
    return byLanguage;
  }

  private static Optional<String> canonical(String tag) {
    try {
      String right = new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
      return Optional.of(right).filter(t -> LANGUAGE.matcher(t.split("-")[0]).matches());
    } catch (IllformedLocaleException illFormed) {
      return Optional.empty();
    }
  }
}
