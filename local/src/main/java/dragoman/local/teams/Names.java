package dragoman.local.teams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Names of queues, and why some cannot be. What passes here needs no escaping in a template.
 *
 * <p>A queue's name has at most 80 characters, {@code .fifo} among them: letters, digits, hyphens
 * and underscores (SQS API Reference, CreateQueue). We promise room for a stack name of 30.
 */
final class Names {
  private static final int LONGEST_QUEUE = 80;
  private static final int LONGEST_STACK = 30;
  private static final int LONGEST = LONGEST_QUEUE - LONGEST_STACK - "-team-.fifo".length();
  private static final String FORM = "[a-z0-9]+([-_][a-z0-9]+)*";

  private Names() {}

  /** A queue's name under a stack; with {@code ${StackName}} as in a template. */
  static String queue(String stack, String name) {
    return stack + "-team-" + name + ".fifo";
  }

  /** Beside the teams' names: what stands for the workspace's dead-letter queue. */
  static String deadLetters(String workspace) {
    return workspace + "-dead";
  }

  /** Letters and digits only, as CloudFormation wants it: {@code in-house} is {@code InHouse}. */
  static String logicalId(String name) {
    var id = new StringBuilder();
    for (var part : name.split("[-_]")) {
      id.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
    }
    return id.toString();
  }

  /**
   * @throws IllegalArgumentException if a template of these would be wrong; tells every reason
   */
  static void check(Collection<Sheet> sheets) {
    var problems = new ArrayList<String>();
    var workspaces = sheets.stream().filter(Sheet::isFirst).map(Sheet::workspace).toList();
    var teams =
        sheets.stream().flatMap(it -> it.queues().stream()).map(TeamQueue::team).sorted().toList();
    for (var workspace : workspaces) {
      form("workspace", workspace, problems);
      tooLong("workspace", workspace, deadLetters(workspace), problems);
      if (teams.contains(deadLetters(workspace))) {
        problems.add(
            "team '%s': the dead-letter queue of workspace '%s' has this name; rename the team"
                .formatted(deadLetters(workspace), workspace));
      }
    }
    for (var team : teams) {
      form("team", team, problems);
      tooLong("team", team, team, problems);
    }
    if (problems.isEmpty()) {
      tooAlike(teams, problems);
      sameFile(sheets, problems);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  private static void form(String kind, String name, List<String> problems) {
    if (!name.matches(FORM)) {
      problems.add(
          "%s '%s': a name is lower-case letters and digits, with single hyphens between them"
              .formatted(kind, name));
    }
  }

  private static void tooLong(String kind, String name, String inQueue, List<String> problems) {
    if (inQueue.length() > LONGEST) {
      problems.add(
          ("%s '%s' is too long: its queue's name, %s, has %d characters under a stack name of %d"
                  + " and may have %d; shorten it by %d")
              .formatted(
                  kind,
                  name,
                  queue("<stack>", inQueue),
                  queue("", inQueue).length() + LONGEST_STACK,
                  LONGEST_STACK,
                  LONGEST_QUEUE,
                  inQueue.length() - LONGEST));
    }
  }

  private static void tooAlike(List<String> teams, List<String> problems) {
    var byId = new TreeMap<String, String>();
    for (var team : teams) {
      var twin = byId.put(logicalId(team), team);
      if (twin != null) {
        problems.add(
            "teams '%s' and '%s' are too alike: both are Team%s in a template; rename one"
                .formatted(twin, team, logicalId(team)));
      }
    }
  }

  private static void sameFile(Collection<Sheet> sheets, List<String> problems) {
    var byId = new TreeMap<String, Sheet>();
    for (var sheet : sheets) {
      var twin = byId.put(sheet.logicalId(), sheet);
      if (twin != null) {
        problems.add(
            "workspaces '%s' and '%s' are too alike: %s and %s are the same in a template; rename one"
                .formatted(twin.workspace(), sheet.workspace(), twin.file(), sheet.file()));
      }
    }
  }
}
