package dragoman.policy;

import dragoman.intent.Example;
import dragoman.policy.Guide.Kind;
import dragoman.policy.Place.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the files of the guide, one intent each, and holds them against each other. */
final class GuideReader {
  private static final Pattern INTENT = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Map<String, Kind> KINDS =
      Map.of(
          "answer", Kind.ANSWER,
          "courtesy", Kind.COURTESY,
          "noted", Kind.NOTED,
          "human", Kind.HUMAN);

  private final Settings settings;
  private final Map<String, Guide.Article> articles = new TreeMap<>();
  private final Map<String, Place> intents = new HashMap<>();
  private final Map<String, Taken> phrases = new HashMap<>();

  GuideReader(Settings settings) {
    this.settings = settings;
  }

  Guide guide() {
    return new Guide(articles);
  }

  /** Whether the phrase, but for case and punctuation, is one of the guide's examples. */
  boolean isExample(String phrase) {
    return phrases.containsKey(bare(phrase));
  }

  void read(Place file) {
    Fields fields = file.fields("intent", "title", "kind", "says", "examples");
    Optional<Place> named = fields.required("intent", "<its name>");
    Optional<String> intent =
        named.flatMap(
            place -> place.text(INTENT, " is no intent", "use lower-case letters, digits and _"));
    Optional<Kind> kind =
        fields
            .required("kind", "answer")
            .flatMap(place -> place.oneOf("kind", KINDS.keySet(), "use answer"))
            .map(KINDS::get);
    Map<String, Guide.Says> says =
        kind.map(k -> new SaysReader(settings, k).read(fields)).orElse(Map.of());
    String title = fields.required("title", "<for people>").flatMap(Place::text).orElse("");
    List<Example> examples =
        fields
            .required("examples", "<phrases by language>")
            .map(place -> examples(place, intent.orElse("")))
            .orElse(List.of());
    if (intent.isPresent() && isNew(intent.get(), named.orElse(file)) && kind.isPresent()) {
      articles.put(
          intent.get(), new Guide.Article(intent.get(), title, kind.get(), says, examples));
    }
  }

  private boolean isNew(String intent, Place place) {
    Place before = intents.putIfAbsent(intent, place);
    return before == null
        || place.holds(
            false,
            "the intent " + Place.quoted(intent) + " has an article in " + before.file(),
            "rename one, or put them together");
  }

  private List<Example> examples(Place byLanguage, String intent) {
    List<Example> examples = new ArrayList<>();
    LanguageTags.localised(
            byLanguage, settings.languages(), list -> Optional.of(phrases(list, intent)))
        .forEach(
            (language, texts) ->
                texts.forEach(text -> examples.add(new Example(intent, language, text))));
    byLanguage.holds(
        !byLanguage.isMapping() || !byLanguage.entries().isEmpty(),
        "the intent has no examples, so nothing can ever be taken for it",
        "write some phrases people use, by language");
    return examples;
  }

  private List<String> phrases(Place list, String intent) {
    List<String> texts = new ArrayList<>();
    for (Place item : list.items()) {
      item.text().filter(text -> isUnambiguous(item, text, intent)).ifPresent(texts::add);
    }
    return texts;
  }

  /** A phrase that two intents claim teaches the classifier nothing but doubt. */
  private boolean isUnambiguous(Place place, String text, String intent) {
    String bare = bare(text);
    if (!place.holds(!bare.isEmpty(), "the phrase has no words", "write what people say")) {
      return false;
    }
    Taken taken = phrases.putIfAbsent(bare, new Taken(intent, place));
    return taken == null
        || taken.intent().equals(intent)
        || place.holds(
            false,
            "the phrase "
                + Place.quoted(text)
                + " is also an example of "
                + taken.intent()
                + " ("
                + taken.place().file()
                + ":"
                + taken.place().line()
                + ")",
            "leave it with the intent it is meant for");
  }

  private static String bare(String text) {
    return NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  private record Taken(String intent, Place place) {}
}
