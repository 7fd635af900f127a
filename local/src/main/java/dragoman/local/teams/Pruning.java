package dragoman.local.teams;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A plan without the retired queues in which nothing waits any more.
 *
 * @param plan what is left
 * @param dropped URLs of queues that are not in the plan any more, and still there because
 *     CloudFormation retains them
 * @param waiting retired queues that are kept, and dead-letter queues for whose sake a template is
 */
public record Pruning(Plan plan, List<String> dropped, List<Waiting> waiting) {
  /**
   * @param messages how many wait in it
   */
  public record Waiting(String queue, long messages) {}

  /**
   * Asks about each retired queue, and about the dead-letter queue of each workspace that has no
   * team left.
   *
   * @throws IllegalArgumentException if none of the stack's queues is there
   * @throws IllegalStateException if SQS cannot be asked
   */
  public static Pruning of(Plan plan, Depths depths) {
    var depth = new LinkedHashMap<String, OptionalLong>();
    candidates(plan).forEach(name -> depth.put(name, depths.of(name)));
    if (depth.values().stream().anyMatch(OptionalLong::isEmpty)) {
      refuseAnotherStack(plan, depths);
    }
    var left = without(plan, depth);
    var kept = names(left);
    var dropped = new ArrayList<String>();
    var waiting = new ArrayList<Waiting>();
    depth.forEach(
        (name, messages) -> {
          if (kept.contains(name) && messages.orElse(0) > 0) {
            waiting.add(new Waiting(Names.queue(depths.stack(), name), messages.getAsLong()));
          }
          if (!kept.contains(name) && messages.isPresent()) {
            dropped.add(depths.url(name));
          }
        });
    return new Pruning(left, List.copyOf(dropped), List.copyOf(waiting));
  }

  /** In the wrong account nothing is there, and all retired queues would be forgotten. */
  private static void refuseAnotherStack(Plan plan, Depths depths) {
    var isThere =
        plan.sheets().stream()
            .flatMap(sheet -> sheet.queues().stream())
            .anyMatch(queue -> depths.of(queue.team()).isPresent());
    if (!isThere) {
      throw new IllegalArgumentException(
          ("stack '%s' has no team queue here, so nothing was dropped; are --stack, the account and"
                  + " the region right?")
              .formatted(depths.stack()));
    }
  }

  private static List<String> candidates(Plan plan) {
    var names = new ArrayList<String>();
    for (var sheet : plan.sheets()) {
      sheet.queues().stream().filter(TeamQueue::retired).forEach(queue -> names.add(queue.team()));
      if (sheet.isFirst()
          && queues(plan, sheet.workspace()).stream().allMatch(TeamQueue::retired)) {
        names.add(Names.deadLetters(sheet.workspace()));
      }
    }
    return names;
  }

  private static Plan without(Plan plan, Map<String, OptionalLong> depth) {
    var emptied =
        new Plan(
            plan.sheets().stream()
                .map(
                    sheet ->
                        new Sheet(
                            sheet.workspace(),
                            sheet.part(),
                            sheet.queues().stream()
                                .filter(queue -> !isDone(queue.team(), depth))
                                .toList()))
                .toList());
    return new Plan(
        emptied.sheets().stream()
            .filter(sheet -> !sheet.queues().isEmpty() || isNeeded(sheet, emptied, depth))
            .toList());
  }

  /** What a workspace has once is needed as long as one of its queues is, or it holds something. */
  private static boolean isNeeded(Sheet empty, Plan plan, Map<String, OptionalLong> depth) {
    return empty.isFirst()
        && !(queues(plan, empty.workspace()).isEmpty()
            && isDone(Names.deadLetters(empty.workspace()), depth));
  }

  private static boolean isDone(String name, Map<String, OptionalLong> depth) {
    return depth.containsKey(name) && depth.get(name).orElse(0) == 0;
  }

  private static List<String> names(Plan plan) {
    var names = new ArrayList<String>();
    for (var sheet : plan.sheets()) {
      sheet.queues().forEach(queue -> names.add(queue.team()));
      if (sheet.isFirst()) {
        names.add(Names.deadLetters(sheet.workspace()));
      }
    }
    return names;
  }

  private static List<TeamQueue> queues(Plan plan, String workspace) {
    return plan.of(workspace).stream().flatMap(sheet -> sheet.queues().stream()).toList();
  }
}
