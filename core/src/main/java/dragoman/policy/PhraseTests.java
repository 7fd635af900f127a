package dragoman.policy;

import dragoman.intent.Example;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Policy tests: messages the classifier was not trained on, to measure it with.
 *
 * @param phrases what must be taken for the intent or, in doubt, go to a person
 * @param outOfScope what must go to a person always; an example's intent is empty here
 */
public record PhraseTests(List<Example> phrases, List<Example> outOfScope) {
  public PhraseTests {
    phrases = List.copyOf(phrases);
    outOfScope = List.copyOf(outOfScope);
  }

  /**
   * The tests among a policy's files, given as to {@link PolicyReader#read}, which also tells what
   * is wrong in them; here it is left out.
   */
  public static PhraseTests read(Map<String, String> filesByName) {
    Findings untold = new Findings();
    List<Example> phrases = new ArrayList<>();
    List<Example> outOfScope = new ArrayList<>();
    for (Place file : PolicyFiles.of(filesByName, untold).openTests(untold)) {
      PhraseTests tests = check(file, List.of(), List.of(), text -> false);
      phrases.addAll(tests.phrases());
      outOfScope.addAll(tests.outOfScope());
    }
    return new PhraseTests(phrases, outOfScope);
  }

  /**
   * Reads one file, and tells what is wrong in it.
   *
   * @param isExample what is in the guide already, and so tests nothing
   */
  static PhraseTests check(
      Place file, List<String> intents, List<String> languages, Predicate<String> isExample) {
    Place.Fields fields = file.fields("phrases", "outOfScope");
    BiFunction<Place, String, List<Example>> read =
        (byLanguage, intent) -> examples(byLanguage, intent, languages, isExample);
    List<Example> phrases = new ArrayList<>();
    fields
        .optional("phrases")
        .map(Place::entries)
        .orElse(Map.of())
        .values()
        .forEach(
            entry ->
                entry
                    .key()
                    .oneOf("intent", intents, "write an article for it in guide/")
                    .ifPresent(intent -> phrases.addAll(read.apply(entry.value(), intent))));
    return new PhraseTests(
        phrases,
        fields.optional("outOfScope").map(place -> read.apply(place, "")).orElse(List.of()));
  }

  private static List<Example> examples(
      Place byLanguage, String intent, List<String> languages, Predicate<String> isExample) {
    List<Example> examples = new ArrayList<>();
    LanguageTags.localised(byLanguage, languages, list -> Optional.of(unseen(list, isExample)))
        .forEach(
            (language, texts) ->
                texts.forEach(text -> examples.add(new Example(intent, language, text))));
    return examples;
  }

  private static Set<String> unseen(Place list, Predicate<String> isExample) {
    Set<String> texts = new LinkedHashSet<>();
    for (Place item : list.items()) {
      item.text()
          .filter(
              text ->
                  item.holds(
                      !isExample.test(text),
                      Place.quoted(text) + " is an example in the guide, so it tests nothing",
                      "word the test differently"))
          .ifPresent(texts::add);
    }
    return texts;
  }
}
