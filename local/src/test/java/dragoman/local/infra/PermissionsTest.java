package dragoman.local.infra;

import static dragoman.local.infra.Infrastructure.STACK;
import static dragoman.local.infra.Infrastructure.list;
import static dragoman.local.infra.Infrastructure.map;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.template.Stack;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each function may do in an account: this table, neither less nor more. SAM adds only what a
 * mapping needs to read its queue.
 */
class PermissionsTest {
  private static final String SECRET =
      "!Sub arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:"
          + "${AWS::StackName}/";
  private static final String TEAMS =
      "!Sub arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}-team-*";

  private static final Map<String, List<String>> MAY =
      Map.of(
          "ReceiveWebhook",
          List.of(
              "secretsmanager:GetSecretValue on " + SECRET + "endpoints/*",
              "sqs:SendMessage on !GetAtt InboundQueue.Arn",
              "sqs:SendMessage on !GetAtt ParkedQueue.Arn",
              "sqs:SendMessage on !GetAtt ReceiptsQueue.Arn"),
          "RouteConversation",
          List.of(
              "dynamodb:BatchGetItem on !GetAtt Table.Arn",
              "dynamodb:GetItem on !GetAtt Table.Arn",
              "dynamodb:PutItem on !GetAtt Table.Arn",
              "dynamodb:UpdateItem on !GetAtt Table.Arn",
              "sns:Publish on !Ref EscalationsTopic",
              "sqs:ChangeMessageVisibility on !GetAtt InboundQueue.Arn",
              "sqs:SendMessage on !GetAtt OutboundQueue.Arn",
              "sqs:SendMessage on !GetAtt ParkedQueue.Arn",
              "sqs:SendMessage on " + TEAMS),
          "DeliverReply",
          List.of(
              "dynamodb:GetItem on !GetAtt Table.Arn",
              "dynamodb:UpdateItem on !GetAtt Table.Arn",
              "secretsmanager:GetSecretValue on " + SECRET + "accounts/*",
              "sqs:ChangeMessageVisibility on !GetAtt OutboundQueue.Arn",
              "sqs:SendMessage on !GetAtt InboundQueue.Arn"),
          "TrackReceipts",
          List.of(
              "dynamodb:UpdateItem on !GetAtt Table.Arn",
              "sqs:ChangeMessageVisibility on !GetAtt ReceiptsQueue.Arn",
              "sqs:SendMessage on !GetAtt InboundQueue.Arn"),
          "NotifySlack",
          List.of(
              "dynamodb:BatchGetItem on !GetAtt Table.Arn",
              "dynamodb:GetItem on !GetAtt Table.Arn",
              "dynamodb:PutItem on !GetAtt Table.Arn",
              "dynamodb:UpdateItem on !GetAtt Table.Arn",
              // Secrets Manager puts six letters behind a secret's name in its ARN.
              "secretsmanager:GetSecretValue on " + SECRET + "slack-*",
              "sqs:ChangeMessageVisibility on !GetAtt EscalationsQueue.Arn"),
          "WatchConversations",
          List.of(
              "dynamodb:Query on !Sub ${Table.Arn}/index/due",
              "sqs:SendMessage on !GetAtt InboundQueue.Arn"),
          "RehearseDeployment",
          List.of(
              "codedeploy:PutLifecycleEventHookExecutionStatus on !Sub arn:${AWS::Partition}:"
                  + "codedeploy:${AWS::Region}:${AWS::AccountId}:deploymentgroup:"
                  + "${AWS::StackName}-*/*",
              "lambda:InvokeFunction on !Sub ${DeliverReply.Arn}:*",
              "lambda:InvokeFunction on !Sub ${NotifySlack.Arn}:*",
              "lambda:InvokeFunction on !Sub ${ReceiveWebhook.Arn}:*",
              "lambda:InvokeFunction on !Sub ${RouteConversation.Arn}:*",
              "lambda:InvokeFunction on !Sub ${TrackReceipts.Arn}:*"));

  static Stream<String> functions() {
    return STACK.functions().stream().map(Stack.Function::logicalId);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void a_function_may_do_what_it_does_and_nothing_else(String function) {
    assertThat(granted(function))
        .containsExactlyElementsOf(new TreeSet<>(MAY.getOrDefault(function, List.of())));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void no_permission_is_for_every_action_or_every_resource(String function) {
    assertThat(statements(function))
        .allSatisfy(
            it -> {
              assertThat(it.get("Effect")).isEqualTo("Allow");
              assertThat(it.keySet().stream().map(String::valueOf))
                  .containsExactlyInAnyOrder("Effect", "Action", "Resource");
              assertThat(list(it.get("Action")))
                  .allSatisfy(action -> assertThat(action.toString()).matches("[a-z]+:[A-Za-z]+"));
              assertThat(list(it.get("Resource")))
                  .allSatisfy(
                      resource ->
                          // A function's versions are no more than the function.
                          assertThat(resource.toString().replace(".Arn}:*", ".Arn}"))
                              .startsWith("!")
                              .doesNotEndWith(":*"));
            });
  }

  @Test
  void a_function_hides_messages_only_of_the_queue_that_feeds_it() {
    QueuesTest.mappings()
        .forEach(
            it -> {
              var function = (Stack.Function) it.get()[0];
              var queue = (Stack.Queue) it.get()[2];
              assertThat(granted(function.logicalId()))
                  .filteredOn(each -> each.startsWith("sqs:ChangeMessageVisibility"))
                  .containsExactly(
                      "sqs:ChangeMessageVisibility on !GetAtt " + queue.logicalId() + ".Arn");
            });
  }

  private static TreeSet<String> granted(String function) {
    var granted = new TreeSet<String>();
    for (var statement : statements(function)) {
      for (var action : list(statement.get("Action"))) {
        list(statement.get("Resource")).forEach(it -> granted.add(action + " on " + it));
      }
    }
    return granted;
  }

  private static List<Map<?, ?>> statements(String function) {
    return list(Infrastructure.properties(function).get("Policies")).stream()
        .<Object>mapMulti((policy, out) -> list(map(policy).get("Statement")).forEach(out))
        .<Map<?, ?>>map(Infrastructure::map)
        .toList();
  }
}
