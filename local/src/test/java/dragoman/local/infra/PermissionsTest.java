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
 * What each function may do in an account: this table, neither less nor more. Each has a role of
 * its own, so that SAM adds nothing.
 */
class PermissionsTest {
  private static final String SECRET =
      "!Sub arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:"
          + "${AWS::StackName}/";
  private static final String TEAMS =
      "!Sub arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}-team-*";

  /** What Lambda needs to feed a function from a queue. */
  private static List<String> fedBy(String queue) {
    return Stream.of(
            "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage")
        .map(it -> "sqs:" + it + " on !GetAtt " + queue + ".Arn")
        .toList();
  }

  private static final Map<String, List<String>> MAY =
      Map.of(
          "ReceiveWebhook",
          List.of(
              "secretsmanager:GetSecretValue on " + SECRET + "endpoints/*",
              "sqs:SendMessage on !GetAtt InboundQueue.Arn",
              "sqs:SendMessage on !GetAtt ParkedQueue.Arn",
              "sqs:SendMessage on !GetAtt ReceiptsQueue.Arn"),
          "RouteConversation",
          with(
              fedBy("InboundQueue"),
              "dynamodb:BatchGetItem on !GetAtt Table.Arn",
              "dynamodb:GetItem on !GetAtt Table.Arn",
              "dynamodb:PutItem on !GetAtt Table.Arn",
              "dynamodb:UpdateItem on !GetAtt Table.Arn",
              "sns:Publish on !Ref EscalationsTopic",
              "sqs:SendMessage on !GetAtt OutboundQueue.Arn",
              "sqs:SendMessage on !GetAtt ParkedQueue.Arn",
              "sqs:SendMessage on " + TEAMS),
          "DeliverReply",
          with(
              fedBy("OutboundQueue"),
              "dynamodb:GetItem on !GetAtt Table.Arn",
              "dynamodb:UpdateItem on !GetAtt Table.Arn",
              "secretsmanager:GetSecretValue on " + SECRET + "accounts/*",
              "sqs:SendMessage on !GetAtt InboundQueue.Arn"),
          "TrackReceipts",
          with(
              fedBy("ReceiptsQueue"),
              "dynamodb:Query on !GetAtt Table.Arn",
              "dynamodb:UpdateItem on !GetAtt Table.Arn",
              "sqs:SendMessage on !GetAtt InboundQueue.Arn"),
          "NotifySlack",
          with(
              fedBy("EscalationsQueue"),
              "dynamodb:BatchGetItem on !GetAtt Table.Arn",
              "dynamodb:GetItem on !GetAtt Table.Arn",
              "dynamodb:PutItem on !GetAtt Table.Arn",
              "dynamodb:UpdateItem on !GetAtt Table.Arn",
              // Secrets Manager puts six letters behind a secret's name in its ARN.
              "secretsmanager:GetSecretValue on " + SECRET + "slack-*"),
          "WatchConversations",
          List.of(
              "dynamodb:Query on !GetAtt Table.Arn",
              "dynamodb:Query on !Sub ${Table.Arn}/index/due",
              "sqs:SendMessage on !GetAtt InboundQueue.Arn"),
          "EraseContact",
          List.of(
              "dynamodb:BatchGetItem on !GetAtt Table.Arn",
              "dynamodb:DeleteItem on !GetAtt Table.Arn",
              "dynamodb:GetItem on !GetAtt Table.Arn",
              "dynamodb:PutItem on !GetAtt Table.Arn",
              "dynamodb:Query on !GetAtt Table.Arn",
              "dynamodb:UpdateItem on !GetAtt Table.Arn",
              "secretsmanager:GetSecretValue on " + SECRET + "slack-*"),
          "RehearseDeployment",
          List.of(
              "codedeploy:PutLifecycleEventHookExecutionStatus on !Sub "
                  + "arn:${AWS::Partition}:codedeploy:${AWS::Region}:${AWS::AccountId}:"
                  + "deploymentgroup:${ServerlessDeploymentApplication}/*",
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
  void a_function_may_do_what_it_does_and_write_its_own_log_and_nothing_else(String function) {
    assertThat(granted(function))
        .containsExactlyElementsOf(
            new TreeSet<>(
                with(
                    MAY.getOrDefault(function, List.of()),
                    "logs:CreateLogStream on !GetAtt " + function + "Logs.Arn",
                    "logs:PutLogEvents on !GetAtt " + function + "Logs.Arn")));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void a_function_has_a_role_of_its_own_that_only_lambda_can_take(String function) {
    assertThat(Infrastructure.properties(function).get("Role"))
        .hasToString("!GetAtt " + function + "Role.Arn");
    assertThat(Infrastructure.properties(function).keySet().stream().map(String::valueOf))
        .doesNotContain("Policies", "ManagedPolicyArns");
    assertThat(Infrastructure.properties(function + "Role").get("AssumeRolePolicyDocument"))
        .hasToString(
            "{Version=2012-10-17, Statement=[{Effect=Allow,"
                + " Principal={Service=lambda.amazonaws.com}, Action=sts:AssumeRole}]}");
  }

  /** AWS's own policy for X-Ray, whose actions take no resource; and only where it is traced. */
  @ParameterizedTest
  @MethodSource("functions")
  void nothing_else_is_attached_to_a_role_but_what_tracing_needs(String function) {
    assertThat(Infrastructure.properties(function + "Role").get("ManagedPolicyArns"))
        .hasToString(
            "[IsTraced, [!Sub arn:${AWS::Partition}:iam::aws:policy/AWSXRayDaemonWriteAccess],"
                + " []]");
  }

  @Test
  void mail_is_sent_by_deliver_reply_alone_and_only_where_there_is_an_identity() {
    var policy = Infrastructure.properties("DeliverEmailPolicy");
    assertThat(policy.get("Roles")).hasToString("[!Ref DeliverReplyRole]");
    assertThat(map(policy.get("PolicyDocument")).get("Statement"))
        .hasToString(
            "[{Effect=Allow, Action=ses:SendEmail, Resource=[!Sub"
                + " arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/${EmailIdentity},"
                + " !Sub"
                + " arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/*]}]");
  }

  @Test
  void a_key_of_yours_is_used_by_all_functions_and_for_nothing_but_data() {
    var policy = Infrastructure.properties("CustomerKeyPolicy");
    assertThat(list(policy.get("Roles")).stream().map(String::valueOf))
        .containsExactlyInAnyOrderElementsOf(functions().map(it -> "!Ref " + it + "Role").toList());
    assertThat(map(policy.get("PolicyDocument")).get("Statement"))
        .hasToString(
            "[{Effect=Allow, Action=[kms:Decrypt, kms:GenerateDataKey], Resource=!Ref"
                + " CustomerKeyArn}]");
  }

  @Test
  void there_are_no_other_roles_or_policies() {
    assertThat(
            Infrastructure.section("Resources").entrySet().stream()
                .filter(it -> map(it.getValue()).get("Type").toString().startsWith("AWS::IAM::"))
                .map(it -> it.getKey().toString()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    functions().map(it -> it + "Role"),
                    Stream.of("CustomerKeyPolicy", "DeliverEmailPolicy"))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void no_permission_is_for_every_action_or_every_resource(String function) {
    assertThat(statements(function))
        .isNotEmpty()
        .allSatisfy(
            it -> {
              assertThat(it.get("Effect")).isEqualTo("Allow");
              assertThat(it.keySet().stream().map(String::valueOf))
                  .containsExactlyInAnyOrder("Effect", "Action", "Resource");
              assertThat(list(it.get("Action")))
                  .allSatisfy(action -> assertThat(action.toString()).matches("[a-z]+:[A-Za-z]+"));
              assertThat(list(it.get("Resource")))
                  .allSatisfy(resource -> assertThat(resource.toString()).startsWith("!"));
            });
  }

  /** A wildcard stands only behind a name of ours. */
  @ParameterizedTest
  @MethodSource("functions")
  void what_ends_in_a_star_begins_with_a_name_of_this_stack(String function) {
    assertThat(granted(function))
        .filteredOn(it -> it.endsWith("*"))
        .allMatch(
            it ->
                it.contains(":${AWS::StackName}-")
                    || it.contains(":${AWS::StackName}/")
                    || it.matches(".*\\$\\{[A-Za-z]+\\.Arn}:\\*")
                    || it.contains(":${ServerlessDeploymentApplication}/"));
  }

  private static List<String> with(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  @Test
  void a_function_is_fed_by_the_queue_it_may_read_and_no_other() {
    QueuesTest.mappings()
        .forEach(
            it -> {
              var function = (Stack.Function) it.get()[0];
              var queue = (Stack.Queue) it.get()[2];
              assertThat(granted(function.logicalId()))
                  .filteredOn(
                      each -> each.startsWith("sqs:") && !each.startsWith("sqs:SendMessage"))
                  .containsExactlyElementsOf(fedBy(queue.logicalId()));
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
    return list(Infrastructure.properties(function + "Role").get("Policies")).stream()
        .<Object>mapMulti(
            (policy, out) ->
                list(map(map(policy).get("PolicyDocument")).get("Statement")).forEach(out))
        .<Map<?, ?>>map(Infrastructure::map)
        .toList();
  }
}
