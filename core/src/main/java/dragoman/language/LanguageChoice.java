package dragoman.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which language to answer in, joined from all that tells. */
public final class LanguageChoice {
  private LanguageChoice() {}

  /**
   * @param language one of those served, or {@code hi-Latn} where {@code hi} is; empty when nothing
   *     told
   * @param reason what told, and what was passed over, in plain words
   */
  public record Chosen(Optional<String> language, String reason) {}

  private record Witness(String says, Optional<String> language) {}

  /**
   * A text that tells its language is answered in it. Otherwise the first that speaks of a served
   * language: the contact's profile, the language the conversation has settled on, the provider's
   * hint, the workspace's default. Where two name one language, a settled script wins: somebody who
   * wrote Hindi in Latin letters is not answered in Devanagari because of an "ok".
   *
   * @param served BCP 47 tags; regions do not matter ({@code en-IN} is served by {@code en})
   */
  public static Chosen choose(
      Detected text,
      Optional<String> profile,
      Optional<String> hint,
      Optional<String> settled,
      Optional<String> workspaceDefault,
      List<String> served) {
    List<String> passedOver = new ArrayList<>();
    List<Witness> witnesses =
        List.of(
            new Witness("the text is in", text.language()),
            new Witness("the profile says", profile),
            new Witness("the conversation settled on", settled),
            new Witness("the channel hints at", hint),
            new Witness("the workspace's default is", workspaceDefault));
    for (Witness witness : witnesses) {
      if (witness.language().isEmpty()) {
        continue;
      }
      String tag = witness.language().get();
      Optional<String> match = served(tag, served);
      if (match.isPresent()) {
        String language =
            text.language().equals(witness.language())
                ? match.get()
                : inSettledScript(match.get(), settled, served);
        passedOver.add(witness.says() + " " + language);
        return new Chosen(Optional.of(language), String.join("; ", passedOver));
      }
      passedOver.add(witness.says() + " " + shown(tag) + ", which is not served");
    }
    passedOver.add("nothing tells a language that is served");
    return new Chosen(Optional.empty(), String.join("; ", passedOver));
  }

  private static String inSettledScript(
      String language, Optional<String> settled, List<String> served) {
    return settled
        .flatMap(tag -> served(tag, served))
        .filter(tag -> subtag(tag).equals(subtag(language)))
        .orElse(language);
  }

  private static Optional<String> served(String tag, List<String> served) {
    Locale locale = Locale.forLanguageTag(tag.replace('_', '-'));
    String language = locale.getLanguage();
    String withScript =
        locale.getScript().isEmpty() ? language : language + "-" + locale.getScript();
    if (language.isEmpty()) {
      return Optional.empty();
    }
    if (withScript.equals("hi-Latn") && served.contains("hi")) {
      return Optional.of(withScript);
    }
    return List.of(locale.toLanguageTag(), withScript, language).stream()
        .filter(served::contains)
        .findFirst();
  }

  private static String subtag(String tag) {
    return Locale.forLanguageTag(tag).getLanguage();
  }

  /** A tag comes from outside: only one that is a tag is shown. */
  private static String shown(String tag) {
    String canonical = Locale.forLanguageTag(tag.replace('_', '-')).toLanguageTag();
    return canonical.length() <= 12 ? canonical : "something that is no language";
  }
}
