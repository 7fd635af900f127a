package dragoman.local.infra;

import static dragoman.local.infra.Infrastructure.all;
import static dragoman.local.infra.Infrastructure.list;
import static dragoman.local.infra.Infrastructure.map;
import static dragoman.local.infra.Infrastructure.properties;
import static dragoman.local.infra.Infrastructure.resource;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What keeps people's words from being read, lost, or kept for too long. */
class ProtectionTest {
  private static final Set<String> DEAD_ENDS = Set.of("ParkedQueue");

  @Test
  void every_queue_is_encrypted_with_the_key_given_or_else_by_sqs() {
    assertThat(all("AWS::SQS::Queue"))
        .isNotEmpty()
        .allSatisfy(
            (_, queue) -> {
              assertThat(queue.get("SqsManagedSseEnabled"))
                  .hasToString("[HasCustomerKey, !Ref AWS::NoValue, true]");
              assertThat(queue.get("KmsMasterKeyId"))
                  .hasToString("[HasCustomerKey, !Ref CustomerKeyArn, !Ref AWS::NoValue]");
            });
  }

  @Test
  void the_table_is_encrypted_with_the_key_given_or_else_by_dynamodb() {
    assertThat(properties("Table").get("SSESpecification"))
        .hasToString(
            "[HasCustomerKey, {SSEEnabled=true, SSEType=KMS, KMSMasterKeyId=!Ref CustomerKeyArn},"
                + " !Ref AWS::NoValue]");
  }

  @Test
  void escalations_are_encrypted_with_the_key_given_or_else_with_the_one_aws_keeps() {
    assertThat(properties("EscalationsTopic").get("KmsMasterKeyId"))
        .hasToString("[HasCustomerKey, !Ref CustomerKeyArn, alias/aws/sns]");
  }

  @Test
  void logs_are_encrypted_and_gone_after_the_days_given() {
    assertThat(all("AWS::Logs::LogGroup"))
        .isNotEmpty()
        .allSatisfy(
            (_, group) -> {
              assertThat(group.get("RetentionInDays")).hasToString("!Ref LogRetentionDays");
              assertThat(group.get("KmsKeyId"))
                  .hasToString("[HasCustomerKey, !Ref CustomerKeyArn, !Ref AWS::NoValue]");
            });
  }

  @Test
  void each_function_writes_a_log_of_its_own() {
    assertThat(all("AWS::Serverless::Function"))
        .isNotEmpty()
        .allSatisfy(
            (id, function) ->
                assertThat(map(function.get("LoggingConfig")))
                    .hasToString(
                        "{LogGroup=!Ref %sLogs, LogFormat=JSON, SystemLogLevel=WARN}"
                            .formatted(id)));
  }

  @Test
  void the_access_log_holds_no_address_and_nothing_a_person_sent() {
    var access = map(properties("Api").get("AccessLogSettings"));
    assertThat(access.get("DestinationArn")).hasToString("!GetAtt ApiLogs.Arn");
    assertThat(access.get("Format").toString())
        .contains("$context.requestId", "$context.status")
        .doesNotContain("sourceIp", "userAgent", "identity", "authorizer", "querystring");
  }

  @Test
  void the_table_can_be_brought_back_to_any_second_and_outlives_the_stack() {
    assertThat(properties("Table"))
        .hasEntrySatisfying(
            named("PointInTimeRecoverySpecification"),
            it -> assertThat(it).hasToString("{PointInTimeRecoveryEnabled=true}"))
        .hasEntrySatisfying(
            named("DeletionProtectionEnabled"),
            it -> assertThat(it).hasToString("!Ref DeletionProtection"));
    assertThat(resource("Table").get("DeletionPolicy")).isEqualTo("Retain");
    assertThat(resource("Table").get("UpdateReplacePolicy")).isEqualTo("Retain");
    assertThat(Infrastructure.parameterDefault("DeletionProtection")).isEqualTo("true");
  }

  @Test
  void a_table_that_nobody_uses_costs_no_capacity() {
    assertThat(properties("Table").get("BillingMode")).isEqualTo("PAY_PER_REQUEST");
  }

  /** Only the queue that feeds a function may fill the dead letters that stand behind it. */
  @Test
  void dead_letters_take_those_of_their_own_queue_alone() {
    var sources = new TreeMap<String, String>();
    all("AWS::SQS::Queue")
        .forEach(
            (_, queue) -> {
              if (queue.containsKey("RedrivePolicy")) {
                var dead = map(queue.get("RedrivePolicy")).get("deadLetterTargetArn").toString();
                sources.put(
                    dead.replaceAll("!GetAtt (\\w+)\\.Arn", "$1"),
                    queue.get("QueueName").toString().replaceFirst("!Sub ", ""));
              }
            });
    assertThat(sources).hasSize(4);
    sources.forEach(
        (dead, source) ->
            assertThat(properties(dead).get("RedriveAllowPolicy"))
                .hasToString(
                    "{redrivePermission=byQueue, sourceQueueArns=[!Sub "
                        + "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:"
                        + source
                        + "]}"));
    assertThat(all("AWS::SQS::Queue"))
        .allSatisfy(
            (id, queue) -> {
              if (!sources.containsKey(id)) {
                assertThat(queue.get("RedriveAllowPolicy"))
                    .as(id)
                    .hasToString("{redrivePermission=denyAll}");
              }
            });
  }

  @Test
  void every_queue_has_dead_letters_or_is_one_that_a_person_empties() {
    assertThat(all("AWS::SQS::Queue"))
        .allSatisfy(
            (id, queue) ->
                assertThat(
                        queue.containsKey("RedrivePolicy")
                            || id.endsWith("DeadLetters")
                            || DEAD_ENDS.contains(id))
                    .as(id)
                    .isTrue());
  }

  @Test
  void a_message_is_kept_for_as_long_as_sqs_keeps_any() {
    assertThat(all("AWS::SQS::Queue"))
        .allSatisfy(
            (_, queue) -> assertThat(queue.get("MessageRetentionPeriod")).hasToString("1209600"));
  }

  @Test
  void no_queue_of_the_pipeline_is_read_or_written_without_tls() {
    var refused = new TreeSet<String>();
    all("AWS::SQS::QueuePolicy")
        .forEach(
            (_, policy) ->
                list(map(policy.get("PolicyDocument")).get("Statement")).stream()
                    .map(Infrastructure::map)
                    .filter(it -> "Deny".equals(it.get("Effect")))
                    .filter(it -> "*".equals(it.get("Principal")))
                    .filter(
                        it ->
                            it.get("Condition")
                                .toString()
                                .equals("{Bool={aws:SecureTransport=false}}"))
                    .filter(
                        it ->
                            list(it.get("Action"))
                                .containsAll(List.of("sqs:SendMessage", "sqs:ReceiveMessage")))
                    .forEach(
                        _ -> list(policy.get("Queues")).forEach(it -> refused.add(it.toString()))));
    assertThat(refused)
        .containsExactlyInAnyOrderElementsOf(
            all("AWS::SQS::Queue").keySet().stream().map(it -> "!Ref " + it).toList());
  }

  @Test
  void alarms_come_from_this_account_alone() {
    assertThat(list(map(properties("AlarmsTopicPolicy").get("PolicyDocument")).get("Statement")))
        .singleElement()
        .hasToString(
            "{Effect=Allow, Principal={Service=[cloudwatch.amazonaws.com, budgets.amazonaws.com]},"
                + " Action=sns:Publish, Resource=!Ref AlarmsTopic,"
                + " Condition={StringEquals={aws:SourceAccount=!Ref AWS::AccountId}}}");
  }

  /** A secret in a variable would be read by whoever may look at the function. */
  @Test
  void no_secret_is_in_a_variable_or_a_parameter() {
    assertThat(Infrastructure.section("Parameters").keySet().stream().map(String::valueOf))
        .noneMatch(it -> it.matches("(?i).*(secret|token|password|apikey).*"));
    assertThat(Infrastructure.STACK.functions())
        .allSatisfy(
            it ->
                assertThat(it.environment().keySet())
                    .noneMatch(name -> name.matches("(?i).*(_token|password|api_?key).*")));
    assertThat(
            Infrastructure.STACK.functions().stream()
                .map(it -> it.environment().get("SECRETS"))
                .filter(java.util.Objects::nonNull))
        .isNotEmpty()
        .allMatch(it -> it.equals("aws:" + Infrastructure.STACK_NAME + "/"));
  }

  @SuppressWarnings("unchecked") // AssertJ asks for the map's own key type
  private static <K> K named(String name) {
    return (K) name;
  }
}
