package dragoman.policy;

import dragoman.policy.Place.Fields;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code policy.yaml}. */
final class SettingsReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");

  private SettingsReader() {}

  static Settings read(Place file) {
    Fields fields =
        file.fields(
            "languages",
            "fallbackLanguage",
            "genres",
            "threshold",
            "dialogueIdle",
            "linkSchemes",
            "workspaces",
            "defaultWorkspace",
            "defaultTeam",
            "escalations",
            "handover",
            "consent");
    List<Settings.TeamNamed> teamsNamed = new ArrayList<>();
    List<Place> intentsNamed = new ArrayList<>();

    List<String> languages =
        fields
            .required("languages", "[en]")
            .map(place -> List.copyOf(place.names(LanguageTags::language)))
            .orElse(List.of());
    List<String> genres =
        fields
            .required("genres", "[general]")
            .map(place -> List.copyOf(place.names(SettingsReader::name)))
            .orElse(List.of());
    String fallback =
        fields
            .required("fallbackLanguage", "en")
            .flatMap(place -> place.oneOf("language", languages, "add it to languages"))
            .orElse("");
    Optional<Place> team = fields.required("defaultTeam", "<a team of routing.yaml>");
    team.ifPresent(place -> teamsNamed.add(new Settings.TeamNamed(place, Optional.empty())));
    String defaultTeam = team.flatMap(Place::text).orElse("");
    Map<String, Policy.Workspace> workspaces =
        fields
            .required("workspaces", "<at least one>")
            .map(new WorkspacesReader(languages, genres, defaultTeam, teamsNamed)::read)
            .orElse(Map.of());

    return new Settings(
        fields.required("threshold", "0.6").flatMap(SettingsReader::share).orElse(0.0),
        fields
            .required("dialogueIdle", "PT24H")
            .flatMap(SettingsReader::duration)
            .orElse(Duration.ZERO),
        fallback,
        languages,
        genres,
        fields
            .optional("linkSchemes")
            .map(place -> place.names(SettingsReader::scheme))
            .orElse(Set.of()),
        workspaces,
        fields
            .required("defaultWorkspace", "<one of the workspaces>")
            .flatMap(place -> place.oneOf("workspace", workspaces.keySet(), "add it"))
            .orElse(""),
        defaultTeam,
        fields
            .optional("escalations")
            .map(place -> EscalationsReader.read(place, workspaces.keySet(), intentsNamed))
            .orElse(List.of()),
        fields
            .optional("handover")
            .map(place -> handover(place, languages, fallback))
            .orElse(Map.of()),
        fields
            .optional("consent")
            .map(new ConsentReader(languages, fallback)::read)
            .orElse(ConsentWords.DEFAULT),
        teamsNamed,
        intentsNamed);
  }

  /** A name that becomes part of queue names. */
  static Optional<String> name(Place place) {
    return place.text(
        NAME, " is no name", "use lower-case letters, digits and hyphens, a letter first");
  }

  private static Map<String, String> handover(
      Place place, List<String> languages, String fallback) {
    Map<String, String> texts = LanguageTags.localised(place, languages, SaidText::handover);
    place.holds(
        fallback.isEmpty() || place.entries().containsKey(fallback),
        "handover has no text in the fallback language " + fallback,
        "add " + fallback + ": \"… {ticket}\"");
    return texts;
  }

  private static Optional<String> scheme(Place place) {
    return place.text(SCHEME, " is no URL scheme", "write it without the colon, as in myapp");
  }

  private static Optional<Double> share(Place place) {
    return place
        .number()
        .filter(
            number ->
                place.holds(
                    number >= 0 && number <= 1,
                    "the threshold " + number + " is outside 0 to 1",
                    "write a share such as 0.6"));
  }

  private static Optional<Duration> duration(Place place) {
    Optional<String> text = place.text();
    try {
      return text.map(Duration::parse)
          .filter(
              idle ->
                  place.holds(
                      idle.isPositive(), "the duration is not positive", "write PT24H for a day"));
    } catch (DateTimeParseException notIso) {
      place.wrong(
          Place.quoted(text.orElse("")) + " is not an ISO 8601 duration",
          "write PT30M for half an hour, PT24H for a day");
      return Optional.empty();
    }
  }
}
