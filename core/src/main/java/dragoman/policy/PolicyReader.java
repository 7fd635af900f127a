package dragoman.policy;

import dragoman.policy.Routing.PlacedRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a policy from the text of its files. Everything that is wrong in any of them is told at
 * once, with its line; a policy that is returned is sound.
 */
public final class PolicyReader {

  private PolicyReader() {}

  /**
   * @param filesByName contents by path: {@code policy.yaml}, {@code routing.yaml}, {@code
   *     guide/<intent>.yaml}, {@code tests/<name>.yaml}, all under one folder of any name. Problems
   *     give the paths as they are given here; the policy's hash does not depend on the folder.
   */
  public static Reading read(Map<String, String> filesByName) {
    Findings findings = new Findings();
    PolicyFiles files = PolicyFiles.of(filesByName, findings);
    Settings settings =
        files
            .open(PolicyFiles.SETTINGS, findings)
            .map(SettingsReader::read)
            .orElse(Settings.UNREAD);
    Optional<Routing> routing =
        files.open(PolicyFiles.ROUTING, findings).map(file -> RoutingReader.read(file, settings));
    routing.ifPresent(table -> new RoutingCheck(settings, table).run());
    Guide guide = guide(files, settings, findings);

    List<Problem> problems = findings.problems();
    return routing
        .filter(table -> problems.isEmpty())
        .<Reading>map(
            table ->
                new Reading.Good(policy(files.hash(), settings, table, guide), findings.warnings()))
        .orElseGet(() -> new Reading.Bad(problems));
  }

  private static Guide guide(PolicyFiles files, Settings settings, Findings findings) {
    GuideReader reader = new GuideReader(settings);
    List<Place> opened = files.openGuide(findings);
    opened.forEach(reader::read);
    Guide guide = reader.guide();
    // An article that cannot be read must not make its intent unknown as well.
    boolean complete = guide.articles().size() == files.guideSize();
    List<String> intents = complete ? List.copyOf(guide.articles().keySet()) : List.of();
    settings
        .intentsNamed()
        .forEach(place -> place.oneOf("intent", intents, "write an article for it in guide/"));
    if (complete
        && guide.articles().values().stream().noneMatch(a -> a.kind() == Guide.Kind.HUMAN)) {
      findings.problem(
          files.folder() + "guide/talk_to_human.yaml",
          1,
          "no article is of kind human, so nobody can ask for a person",
          "add one; docs/policy.md shows an example");
    }
    files
        .openTests(findings)
        .forEach(file -> PhraseTests.check(file, intents, settings.languages(), reader::isExample));
    return guide;
  }

  private static Policy policy(String hash, Settings settings, Routing routing, Guide guide) {
    Map<String, Policy.Team> teams = new LinkedHashMap<>();
    routing.teams().forEach((name, placed) -> teams.put(name, placed.team()));
    return new Policy(
        hash,
        settings.threshold(),
        settings.dialogueIdle(),
        settings.fallbackLanguage(),
        settings.languages(),
        settings.genres(),
        settings.workspaces(),
        settings.defaultWorkspace(),
        teams,
        settings.defaultTeam(),
        new RoutingTable(routing.rules().stream().map(PlacedRule::rule).toList()),
        settings.escalations(),
        guide,
        settings.handover(),
        settings.consent());
  }
}
