package dragoman.local.command;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** The CloudFormation template of the teams' queues: the same teams give the same text. */
final class TeamQueues {
  /** CloudFormation takes 500 resources in a template. */
  private static final int MAX_TEAMS = 500;

  private static final String HEAD =
      """
      # Written by ./dragoman teams from the policy: one FIFO queue for each team. Do not edit.
      AWSTemplateFormatVersion: "2010-09-09"
      Description: The queues of Dragoman's teams.
      Parameters:
        StackName: { Type: String, Description: The name of the stack the queues belong to }
        VisibilitySeconds: { Type: Number, Default: 60 }
        RetentionSeconds: { Type: Number, Default: 1209600 }
      Resources:
      """;

  // A team that leaves the policy keeps its queue: somebody must still empty it.
  private static final String QUEUE =
      """
        Team%s:
          Type: AWS::SQS::Queue
          DeletionPolicy: Retain
          UpdateReplacePolicy: Retain
          Properties:
            QueueName: !Sub "${StackName}-team-%s.fifo"
            FifoQueue: true
            DeduplicationScope: messageGroup
            FifoThroughputLimit: perMessageGroupId
            VisibilityTimeout: !Ref VisibilitySeconds
            MessageRetentionPeriod: !Ref RetentionSeconds
      """;

  private TeamQueues() {}

  /**
   * @throws IllegalArgumentException if a name cannot be part of a queue's name, or there are none
   *     or too many
   */
  static String template(Collection<String> names) {
    var sorted = new TreeSet<>(names);
    if (sorted.isEmpty() || sorted.size() > MAX_TEAMS) {
      throw new IllegalArgumentException("there must be 1 to " + MAX_TEAMS + " teams");
    }
    var byId = new TreeMap<String, String>();
    for (var name : sorted) {
      if (!name.matches("[a-z0-9]+([-_][a-z0-9]+)*") || name.length() > 50) {
        throw new IllegalArgumentException(
            "team '" + name + "': a name is lower-case letters, digits and hyphens, at most 50");
      }
      var twin = byId.put(logicalId(name), name);
      if (twin != null) {
        throw new IllegalArgumentException(
            "teams '" + twin + "' and '" + name + "' are too alike; rename one");
      }
    }
    var text = new StringBuilder(HEAD);
    byId.forEach((id, name) -> text.append(QUEUE.formatted(id, name)));
    return text.toString();
  }

  private static String logicalId(String name) {
    var id = new StringBuilder();
    for (var part : name.split("[-_]")) {
      id.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
    }
    return id.toString();
  }
}
