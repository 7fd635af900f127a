package dragoman.local.teams;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text of the templates: the same plan gives the same text. */
final class Templates {
  static final String PARENT = "teams.yaml";

  /** How resources and templates say what they are, under {@code Metadata}. */
  static final String NOTE = "Dragoman";

  /** "You can specify up to 10 source queue ARNs" (SQS API Reference, SetQueueAttributes). */
  private static final int MOST_SOURCES = 10;

  private static final String PARAMETERS =
      """
      Parameters:
        StackName:
          Type: String
          Description: The name of the stack that the queues belong to.
        CustomerKeyArn:
          Type: String
          Default: ""
          Description: The KMS key that encrypts the queues; without one, SQS uses its own.
        VisibilitySeconds:
          Type: Number
          Default: 60
          MinValue: 0
          MaxValue: 43200
          Description: How long a desk has a task to itself before it is given to another.
      """;

  private static final String ALARM_PARAMETERS =
      """
        AlarmsTopicArn:
          Type: String
          Default: ""
          Description: The SNS topic that alarms are sent to; without one, they only show in the console.
        MaxTaskAgeSeconds:
          Type: Number
          Default: 3600
          MinValue: 60
          Description: A task that is not done after this long raises its workspace's alarm.
      """;

  private static final String PARENT_HEAD =
      """
      # Written by ./dragoman teams from the policy: the queues of all teams. Do not edit.
      AWSTemplateFormatVersion: "2010-09-09"
      Description: The queues of Dragoman's teams, a stack for each workspace.
      # The templates' addresses are files until `sam deploy` or `sam package` has put them into a bucket.
      Metadata: {cfn-lint: {config: {ignore_checks: [W3002]}}}
      %s%sResources:
      """;

  private static final String CHILD =
      """
        %s:
          Type: AWS::CloudFormation::Stack
      %s    Properties:
            TemplateURL: %s
            Parameters:
              StackName: !Ref StackName
              CustomerKeyArn: !Ref CustomerKeyArn
              VisibilitySeconds: !Ref VisibilitySeconds
      """;

  private static final String CHILD_ALARMS =
      """
              AlarmsTopicArn: !Ref AlarmsTopicArn
              MaxTaskAgeSeconds: !Ref MaxTaskAgeSeconds
      """;

  private static final String SHEET_HEAD =
      """
      # Written by ./dragoman teams from the policy: a FIFO queue for each team of the workspace. Do not edit.
      # A retired team has left the policy; its queue stays until ./dragoman teams --prune finds it empty.
      AWSTemplateFormatVersion: "2010-09-09"
      Description: The queues of the teams of Dragoman's workspace %1$s%3$s.
      Metadata: {Dragoman: {Workspace: "%1$s", Part: %2$d}}
      %4$s%5$sConditions:
        HasCustomerKey: !Not [!Equals [!Ref CustomerKeyArn, ""]]
      %6$sResources:
      """;

  private static final String HAS_ALARMS_TOPIC =
      """
        HasAlarmsTopic: !Not [!Equals [!Ref AlarmsTopicArn, ""]]
      """;

  private static final String LIKE_ALL_OTHERS =
      """
            FifoQueue: true
            DeduplicationScope: messageGroup
            FifoThroughputLimit: perMessageGroupId
            VisibilityTimeout: !Ref VisibilitySeconds
            MessageRetentionPeriod: 1209600
            KmsMasterKeyId: !If [HasCustomerKey, !Ref CustomerKeyArn, !Ref AWS::NoValue]
            KmsDataKeyReusePeriodSeconds: !If [HasCustomerKey, 300, !Ref AWS::NoValue]
            SqsManagedSseEnabled: !If [HasCustomerKey, !Ref AWS::NoValue, true]
      """;

  private static final String ONCE =
      """
        # Fifty receives: a desk takes a task, and gives it back, for many a good reason (nobody free, somebody leaves, the
        # desk restarts). What comes back fifty times breaks the desk, and holds up its person's whole conversation.
        DeadTasks:
          Type: AWS::SQS::Queue
          DeletionPolicy: Retain
          UpdateReplacePolicy: Retain
          Properties:
            QueueName: !Sub %2$s
      %4$s      RedriveAllowPolicy:%5$s
            Tags:
              - {Key: workspace, Value: "%1$s"}
        DeadTasksAlarm:
          Type: AWS::CloudWatch::Alarm
          Properties:
            AlarmName: !Sub ${StackName}-team-%1$s-dead
            AlarmDescription: A task of workspace %1$s was received fifty times and never done. What to do - docs/runbook.md#dead-tasks
            Namespace: AWS/SQS
            MetricName: ApproximateNumberOfMessagesVisible
            Dimensions:
              - {Name: QueueName, Value: !GetAtt DeadTasks.QueueName}
            Statistic: Maximum
            Period: 60
            EvaluationPeriods: 1
            Threshold: 0
            ComparisonOperator: GreaterThanThreshold
            TreatMissingData: notBreaching
      %3$s  # Finds the queues by their tag, so it needs "resource tags on telemetry" in the account: docs/decisions/0010-age-of-tasks.md
        TaskAgeAlarm:
          Type: AWS::CloudWatch::Alarm
          Properties:
            AlarmName: !Sub ${StackName}-team-%1$s-age
            AlarmDescription: A team of workspace %1$s leaves a task undone for too long. What to do - docs/runbook.md#tasks-wait-too-long
            Metrics:
              - Id: age
                Label: Oldest task
                Expression: !Sub SELECT MAX(ApproximateAgeOfOldestMessage) FROM SCHEMA("AWS/SQS", QueueName) WHERE tag.DragomanTeams = '${StackName}-%1$s'
                Period: 300
                ReturnData: true
            EvaluationPeriods: 1
            Threshold: !Ref MaxTaskAgeSeconds
            ComparisonOperator: GreaterThanThreshold
            TreatMissingData: notBreaching
      %3$s\
      """;

  private static final String ACTIONS =
      """
            AlarmActions: !If [HasAlarmsTopic, [!Ref AlarmsTopicArn], !Ref AWS::NoValue]
            OKActions: !If [HasAlarmsTopic, [!Ref AlarmsTopicArn], !Ref AWS::NoValue]
      """;

  private static final String QUEUE =
      """
        Team%2$s:
          Type: AWS::SQS::Queue
          Metadata: {Dragoman: {Team: "%1$s"%3$s}}
          DeletionPolicy: Retain
          UpdateReplacePolicy: Retain
          Properties:
            QueueName: !Sub %4$s
      %7$s      RedrivePolicy: {deadLetterTargetArn: %6$s, maxReceiveCount: 50}
            Tags:
              - {Key: DragomanTeams, Value: !Sub "${StackName}-%5$s"}
              - {Key: team, Value: "%1$s"}
              - {Key: workspace, Value: "%5$s"}
      """;

  private Templates() {}

  /** Each template's text by its file, relative to the folder of the infrastructure. */
  static SortedMap<String, String> of(Plan plan) {
    var texts = new TreeMap<String, String>();
    texts.put(PARENT, parent(plan));
    plan.sheets().forEach(sheet -> texts.put(sheet.file(), sheet(sheet, plan)));
    return texts;
  }

  private static String parent(Plan plan) {
    var text = new StringBuilder(PARENT_HEAD.formatted(PARAMETERS, ALARM_PARAMETERS));
    for (var sheet : plan.sheets()) {
      // The first part has the dead-letter queue, which must be there before a queue names it.
      var after =
          sheet.isFirst() ? "" : "    DependsOn: " + Names.logicalId(sheet.workspace()) + "\n";
      text.append(CHILD.formatted(sheet.logicalId(), after, sheet.file()));
      text.append(sheet.isFirst() ? CHILD_ALARMS : "");
    }
    return text.toString();
  }

  private static String sheet(Sheet sheet, Plan plan) {
    var workspace = sheet.workspace();
    var text =
        new StringBuilder(
            SHEET_HEAD.formatted(
                workspace,
                sheet.part(),
                sheet.isFirst() ? "" : ", part " + sheet.part(),
                PARAMETERS,
                sheet.isFirst() ? ALARM_PARAMETERS : "",
                sheet.isFirst() ? HAS_ALARMS_TOPIC : ""));
    if (sheet.isFirst()) {
      text.append(
          ONCE.formatted(
              workspace,
              Names.queue("${StackName}", Names.deadLetters(workspace)),
              ACTIONS,
              LIKE_ALL_OTHERS,
              allowed(plan.of(workspace))));
    }
    var deadLetters = sheet.isFirst() ? "!GetAtt DeadTasks.Arn" : arn(Names.deadLetters(workspace));
    for (var queue : sheet.queues()) {
      text.append(
          QUEUE.formatted(
              queue.team(),
              Names.logicalId(queue.team()),
              queue.retired() ? ", Retired: true" : "",
              Names.queue("${StackName}", queue.team()),
              workspace,
              deadLetters,
              LIKE_ALL_OTHERS));
    }
    return text.toString();
  }

  /** ARNs are made up here: with GetAtt, the two queues would wait for each other. */
  private static String allowed(List<Sheet> sheets) {
    var teams =
        sheets.stream()
            .flatMap(sheet -> sheet.queues().stream())
            .map(TeamQueue::team)
            .sorted()
            .toList();
    if (teams.isEmpty()) {
      return " {redrivePermission: denyAll}";
    }
    if (teams.size() > MOST_SOURCES) {
      return " {redrivePermission: allowAll}";
    }
    return teams.stream()
        .map(team -> "\n          - " + arn(team))
        .collect(
            Collectors.joining(
                "", "\n        redrivePermission: byQueue\n        sourceQueueArns:", ""));
  }

  private static String arn(String name) {
    return "!Sub \"arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:%s\""
        .formatted(Names.queue("${StackName}", name));
  }
}
