package dragoman.local.teams;

import java.util.List;

/**
 * One template: a workspace's queues, or as many of them as fit. The first part also has what the
 * workspace has once: the dead-letter queue and the alarms.
 *
 * @param part counted from 1
 * @param queues by the team's name
 */
record Sheet(String workspace, int part, List<TeamQueue> queues) {
  /**
   * CloudFormation takes 500 resources in a template (User Guide, "Understand CloudFormation
   * quotas"); the rest is room for what a later version adds.
   */
  static final int MOST_RESOURCES = 400;

  /** The dead-letter queue and two alarms. */
  private static final int ONCE = 3;

  Sheet {
    queues = List.copyOf(queues);
  }

  /** How many queues a part takes. */
  static int room(int part) {
    return part == 1 ? MOST_RESOURCES - ONCE : MOST_RESOURCES;
  }

  boolean isFirst() {
    return part == 1;
  }

  String file() {
    return "teams/" + workspace + suffix("-") + ".yaml";
  }

  String logicalId() {
    return Names.logicalId(workspace) + suffix("");
  }

  private String suffix(String hyphen) {
    return isFirst() ? "" : hyphen + part;
  }
}
