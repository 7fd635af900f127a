package dragoman.policy;

import dragoman.policy.Guide.Kind;
import dragoman.policy.Guide.Says;
import dragoman.policy.Place.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what an article says, which depends on its kind. */
final class SaysReader {
  /** A link button's label (WhatsApp Cloud API, interactive CTA URL messages). */
  private static final int MAX_LABEL = 20;

  private final Settings settings;
  private final Kind kind;

  SaysReader(Settings settings, Kind kind) {
    this.settings = settings;
    this.kind = kind;
  }

  /** By language; complete where the kind asks for it. */
  Map<String, Says> read(Fields article) {
    return switch (kind) {
      case ANSWER, COURTESY ->
          article.required("says", "<a text by language>").map(this::all).orElse(Map.of());
      case HUMAN -> article.optional("says").map(this::each).orElse(Map.of());
      case NOTED -> {
        article
            .optional("says")
            .ifPresent(
                place ->
                    place.wrong(
                        "an article of kind noted says nothing",
                        "take says out, or make it kind: courtesy"));
        yield Map.of();
      }
    };
  }

  private Map<String, Says> all(Place place) {
    String fallback = settings.fallbackLanguage();
    place.holds(
        fallback.isEmpty() || !place.isMapping() || place.entries().containsKey(fallback),
        "the article has no text in the fallback language " + fallback,
        "add one under " + fallback + "; it is said to all who have none of their own");
    return each(place);
  }

  private Map<String, Says> each(Place place) {
    Map<String, Fields> byLanguage =
        LanguageTags.localised(
            place,
            settings.languages(),
            value -> Optional.of(value.fields("text", "label", "link")));
    Map<String, Says> says = new LinkedHashMap<>();
    byLanguage.forEach((language, fields) -> says.put(language, one(language, fields)));
    return says;
  }

  private Says one(String language, Fields fields) {
    Optional<String> text =
        fields
            .required("text", "<what is said>")
            .flatMap(kind == Kind.HUMAN ? SaidText::handover : SaidText::plain);
    return switch (kind) {
      case ANSWER ->
          new Says(
              language,
              text.orElse(""),
              fields.required("label", "<the button's words>").flatMap(SaysReader::label),
              fields.required("link", "https://…").flatMap(this::link));
      case COURTESY, HUMAN, NOTED -> {
        unused(fields, "label");
        unused(fields, "link");
        yield new Says(language, text.orElse(""), Optional.empty(), Optional.empty());
      }
    };
  }

  private void unused(Fields fields, String key) {
    fields
        .optional(key)
        .ifPresent(
            place ->
                place.wrong(
                    "only articles of kind answer have a " + key,
                    "take it out, or make the article kind: answer"));
  }

  private static Optional<String> label(Place place) {
    return place
        .text()
        .filter(
            text -> {
              int length = text.codePointCount(0, text.length());
              return place.holds(
                  length <= MAX_LABEL,
                  "the button's label has " + length + " characters",
                  "shorten it to " + MAX_LABEL);
            });
  }

  private Optional<URI> link(Place place) {
    return place
        .text()
        .flatMap(
            text -> {
              try {
                return Optional.of(new URI(text));
              } catch (URISyntaxException broken) {
                place.wrong(
                    Place.quoted(text) + " is no address", "write it as in https://example.com/a");
                return Optional.<URI>empty();
              }
            })
        .filter(
            uri ->
                place.holds(
                    isWeb(uri) || isApp(uri),
                    Place.quoted(uri.toString()) + " is neither https nor of an allowed scheme",
                    "write https://…, or add the app's scheme to linkSchemes in policy.yaml"));
  }

  private boolean isApp(URI uri) {
    return uri.isAbsolute() && settings.linkSchemes().contains(uri.getScheme());
  }

  private static boolean isWeb(URI uri) {
    return "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
  }
}
