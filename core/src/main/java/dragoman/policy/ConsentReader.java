package dragoman.policy;

import dragoman.policy.ConsentWords.Kind;
import dragoman.policy.Place.Fields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads {@code consent} of {@code policy.yaml}. Its words are heard besides those that are always
 * heard: an operator may add to what the carriers demand, not take from it.
 */
final class ConsentReader {
  private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9-]*");

  private final List<String> languages;
  private final String fallback;
  private final Map<String, Kind> taken = new HashMap<>();

  ConsentReader(List<String> languages, String fallback) {
    this.languages = languages;
    this.fallback = fallback;
  }

  ConsentWords read(Place place) {
    var fields = place.fields("alsoOn", "stop", "start", "help", "says");
    var words = new EnumMap<Kind, List<String>>(ConsentWords.DEFAULT.words());
    words.forEach((kind, known) -> known.forEach(it -> taken.put(ConsentWords.bare(it), kind)));
    for (var kind : Kind.values()) {
      fields
          .optional(kind.key())
          .ifPresent(it -> words.merge(kind, words(it, kind), ConsentReader::joined));
    }
    return new ConsentWords(
        fields.optional("alsoOn").map(it -> it.names(ConsentReader::channel)).orElse(Set.of()),
        words,
        fields.optional("says").map(this::says).orElse(Map.of()));
  }

  private List<String> words(Place place, Kind kind) {
    Function<Place, Optional<String>> read = word -> word(word, kind);
    return LanguageTags.localised(place, languages, it -> Optional.of(it.names(read)))
        .values()
        .stream()
        .flatMap(Set::stream)
        .toList();
  }

  private Optional<String> word(Place place, Kind kind) {
    return place
        .text()
        .filter(
            it ->
                place.holds(
                    !ConsentWords.bare(it).isEmpty(),
                    Place.quoted(it) + " has no letter or digit to be heard by",
                    "write a word"))
        .filter(
            it -> {
              var other = taken.putIfAbsent(ConsentWords.bare(it), kind);
              return place.holds(
                  other == null || other == kind,
                  Place.quoted(it) + " is a word for " + (other == null ? kind : other).key(),
                  "a word can mean one thing only: take it out here");
            });
  }

  private Map<Kind, Map<String, String>> says(Place place) {
    Fields fields = place.fields("stop", "start", "help");
    var says = new EnumMap<Kind, Map<String, String>>(Kind.class);
    for (var kind : Kind.values()) {
      fields.optional(kind.key()).ifPresent(it -> says.put(kind, texts(it)));
    }
    return says;
  }

  private Map<String, String> texts(Place place) {
    place.holds(
        fallback.isEmpty() || !place.isMapping() || place.entries().containsKey(fallback),
        "there is no text in the fallback language " + fallback,
        "add one under " + fallback + "; it is said to all who have none of their own");
    return LanguageTags.localised(place, languages, SaidText::plain);
  }

  private static Optional<String> channel(Place place) {
    return place.text(CHANNEL, " is no channel's name", "write it as in accounts: whatsapp");
  }

  private static List<String> joined(List<String> first, List<String> more) {
    var all = new ArrayList<>(first);
    all.addAll(more);
    return List.copyOf(all);
  }
}
