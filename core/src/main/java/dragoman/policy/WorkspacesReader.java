package dragoman.policy;

import dragoman.policy.Place.Entry;
import dragoman.policy.Place.Fields;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the workspaces of {@code policy.yaml}. */
final class WorkspacesReader {
  /** Ids of channels begin with C, of older private ones with G. */
  private static final Pattern SLACK_CHANNEL = Pattern.compile("[CG][A-Z0-9]{2,}");

  private final List<String> languages;
  private final List<String> genres;
  private final String defaultTeam;
  private final List<Settings.TeamNamed> teamsNamed;
  private final Set<Policy.AccountRef> accounts = new HashSet<>();

  /**
   * @param defaultTeam the policy's, for workspaces that name none
   * @param teamsNamed gets every place where a team is named
   */
  WorkspacesReader(
      List<String> languages,
      List<String> genres,
      String defaultTeam,
      List<Settings.TeamNamed> teamsNamed) {
    this.languages = languages;
    this.genres = genres;
    this.defaultTeam = defaultTeam;
    this.teamsNamed = teamsNamed;
  }

  Map<String, Policy.Workspace> read(Place place) {
    Map<String, Policy.Workspace> workspaces = new LinkedHashMap<>();
    place
        .entries()
        .values()
        .forEach(
            entry ->
                SettingsReader.name(entry.key())
                    .ifPresent(name -> workspaces.put(name, workspace(name, entry))));
    return workspaces;
  }

  private Policy.Workspace workspace(String name, Entry entry) {
    Fields workspace =
        entry
            .value()
            .fields(
                "title",
                "accounts",
                "slackChannel",
                "defaultTeam",
                "defaultGenre",
                "defaultLanguage");
    Optional<Place> team = workspace.optional("defaultTeam");
    team.ifPresent(place -> teamsNamed.add(new Settings.TeamNamed(place, Optional.of(name))));
    return new Policy.Workspace(
        name,
        workspace.required("title", "<how people call it>").flatMap(Place::text).orElse(name),
        workspace.required("accounts", "[]").map(Place::items).orElse(List.of()).stream()
            .map(this::account)
            .flatMap(Optional::stream)
            .toList(),
        workspace
            .required("slackChannel", "<the channel's id, such as C0123456789>")
            .flatMap(
                place ->
                    place.text(
                        SLACK_CHANNEL,
                        " is not the id of a Slack channel",
                        "copy the id from the channel's details; it begins with C"))
            .orElse(""),
        team.flatMap(Place::text).orElse(defaultTeam),
        workspace
            .optional("defaultGenre")
            .flatMap(place -> place.oneOf("genre", genres, "add it to genres")),
        workspace
            .optional("defaultLanguage")
            .flatMap(place -> place.oneOf("language", languages, "add it to languages")));
  }

  private Optional<Policy.AccountRef> account(Place place) {
    Fields account = place.fields("channel", "account");
    Optional<String> channel =
        account.required("channel", "whatsapp").flatMap(SettingsReader::name);
    Optional<String> id =
        account.required("account", "\"<its id at the provider>\"").flatMap(Place::text);
    return channel
        .flatMap(c -> id.map(i -> new Policy.AccountRef(c, i)))
        .filter(
            ref ->
                place.holds(
                    accounts.add(ref),
                    "the account " + ref.channel() + " " + ref.account() + " is listed twice",
                    "leave it in one workspace"));
  }
}
