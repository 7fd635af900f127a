package dragoman.local.teams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which queue lies in which template.
 *
 * <p>A queue never moves: CloudFormation would create it in its new stack while the old one still
 * has it, and fail because the name is taken. So a team keeps the template it is in, and one that
 * leaves the policy stays there, retired.
 *
 * @param sheets by workspace and part
 */
public record Plan(List<Sheet> sheets) {
  static final Plan NONE = new Plan(List.of());

  public Plan {
    sheets = List.copyOf(sheets);
  }

  /**
   * What the templates should be, from the policy's teams in any order and what they are now.
   *
   * @throws IllegalArgumentException if names cannot be, or a team has changed its workspace; tells
   *     why and what to do
   */
  public static Plan of(Collection<Team> teams, Plan now) {
    if (teams.isEmpty()) {
      throw new IllegalArgumentException("the policy has no teams; there must be at least one");
    }
    var wanted = new TreeMap<String, String>();
    teams.forEach(team -> wanted.put(team.name(), team.workspace()));
    var drafts = new TreeMap<String, TreeMap<Integer, TreeMap<String, TeamQueue>>>();
    for (var sheet : now.sheets) {
      var draft = draft(drafts, sheet.workspace(), sheet.part());
      for (var queue : sheet.queues()) {
        var workspace = wanted.remove(queue.team());
        refuseToMove(queue.team(), sheet, workspace);
        draft.put(queue.team(), new TeamQueue(queue.team(), workspace == null));
      }
    }
    wanted.forEach(
        (team, workspace) -> withRoom(drafts, workspace).put(team, new TeamQueue(team, false)));
    var plan = new Plan(sheets(drafts));
    Names.check(plan.sheets);
    return plan;
  }

  private static void refuseToMove(String team, Sheet sheet, String workspace) {
    if (workspace != null && !workspace.equals(sheet.workspace())) {
      throw new IllegalArgumentException(
          ("team '%s' has moved from workspace '%s' to '%s', but a queue cannot move from stack to"
                  + " stack; give the team another name, then the old queue stays in infra/%s until"
                  + " it is empty")
              .formatted(team, sheet.workspace(), workspace, sheet.file()));
    }
  }

  private static Map<String, TeamQueue> draft(
      Map<String, TreeMap<Integer, TreeMap<String, TeamQueue>>> drafts,
      String workspace,
      int part) {
    return drafts
        .computeIfAbsent(workspace, _ -> new TreeMap<>())
        .computeIfAbsent(part, _ -> new TreeMap<>());
  }

  private static Map<String, TeamQueue> withRoom(
      Map<String, TreeMap<Integer, TreeMap<String, TeamQueue>>> drafts, String workspace) {
    for (var part = 1; ; part++) {
      var draft = draft(drafts, workspace, part);
      if (draft.size() < Sheet.room(part)) {
        return draft;
      }
    }
  }

  private static List<Sheet> sheets(
      Map<String, TreeMap<Integer, TreeMap<String, TeamQueue>>> drafts) {
    var sheets = new ArrayList<Sheet>();
    drafts.forEach(
        (workspace, parts) ->
            parts.forEach(
                (part, queues) ->
                    sheets.add(new Sheet(workspace, part, List.copyOf(queues.values())))));
    return sheets;
  }

  /** All parts of one workspace. */
  List<Sheet> of(String workspace) {
    return sheets.stream().filter(sheet -> sheet.workspace().equals(workspace)).toList();
  }

  public long teams() {
    return queues().stream().filter(queue -> !queue.retired()).count();
  }

  public long retired() {
    return queues().stream().filter(TeamQueue::retired).count();
  }

  private List<TeamQueue> queues() {
    return sheets.stream().flatMap(sheet -> sheet.queues().stream()).toList();
  }
}
