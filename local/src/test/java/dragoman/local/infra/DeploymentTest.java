package dragoman.local.infra;

import static dragoman.local.infra.Infrastructure.ROOT;
import static dragoman.local.infra.Infrastructure.all;
import static dragoman.local.infra.Infrastructure.list;
import static dragoman.local.infra.Infrastructure.map;
import static dragoman.local.infra.Infrastructure.properties;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Channels;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a version gets into an account, how it takes over, and what is asked of who deploys it. */
class DeploymentTest {
  private static final Pattern OVERRIDE = Pattern.compile("(\\w+)=(\\S+)");

  static Stream<String> parameters() {
    return Infrastructure.section("Parameters").keySet().stream().map(String::valueOf);
  }

  @Test
  void functions_run_java_25_on_arm_from_a_snapshot_behind_the_alias_live() {
    assertThat(globals().get("Runtime")).isEqualTo("java25");
    assertThat(globals().get("Architectures")).hasToString("[arm64]");
    assertThat(globals().get("AutoPublishAlias")).isEqualTo("live");
    assertThat(globals().get("SnapStart")).hasToString("{ApplyOn=PublishedVersions}");
    assertThat(all("AWS::Serverless::Function").values())
        .allSatisfy(
            it ->
                assertThat(it.keySet().stream().map(String::valueOf))
                    .doesNotContain("Runtime", "Architectures", "AutoPublishAlias"));
    // No version of these is ever called: a snapshot would be for nobody.
    all("AWS::Serverless::Function")
        .forEach(
            (id, it) ->
                assertThat(it.containsKey("SnapStart"))
                    .as(id)
                    .isEqualTo(Infrastructure.CALLED_BY_NAME.contains(id)));
  }

  /** SAM names a version by its code alone, so a parameter must be seen to have changed. */
  @Test
  void a_parameter_that_a_function_is_configured_with_makes_a_new_version() {
    all("AWS::Serverless::Function")
        .forEach(
            (id, function) -> {
              if (!id.equals("RehearseDeployment")) {
                var description = function.get("VersionDescription").toString();
                assertThat(description)
                    .as(id)
                    .contains("${CustomerKeyArn}", "${Tracing}")
                    .contains("Tracing=[Environments, !Ref Environment, Tracing]");
                assertThat(parameters())
                    .filteredOn(
                        it -> function.get("Environment").toString().contains("=!Ref " + it))
                    .allMatch(it -> description.contains("${" + it + "}"));
              }
            });
  }

  @Test
  void all_functions_are_one_zip() {
    assertThat(globals().get("CodeUri")).isNotNull();
    assertThat(all("AWS::Serverless::Function").values())
        .noneMatch(it -> it.containsKey("CodeUri") || it.containsKey("InlineCode"));
  }

  @Test
  void a_new_version_is_rehearsed_before_any_traffic_and_goes_back_on_an_alarm() {
    var preference = map(globals().get("DeploymentPreference"));
    assertThat(preference.get("Type")).hasToString("[Environments, !Ref Environment, Deployment]");
    assertThat(preference.get("Hooks")).hasToString("{PreTraffic=!Ref RehearseDeployment}");
    all("AWS::Serverless::Function")
        .forEach(
            (id, function) -> {
              if (Infrastructure.CALLED_BY_NAME.contains(id)) {
                assertThat(function.get("DeploymentPreference")).hasToString("{Enabled=false}");
              } else {
                assertThat(function.get("DeploymentPreference"))
                    .hasToString("{Alarms=[!Ref %sErrors]}".formatted(id));
              }
            });
  }

  @Test
  void production_changes_over_a_tenth_at_first() {
    assertThat(environment("prod").get("Deployment")).isEqualTo("Canary10Percent5Minutes");
    assertThat(environment("prod").get("Tracing")).isEqualTo("Active");
    assertThat(environment("dev").get("Deployment")).isEqualTo("AllAtOnce");
  }

  /** CodeDeploy may call only functions named so (SAM Developer Guide, gradual deployments). */
  @Test
  void the_rehearsal_has_the_name_that_codedeploy_may_call_and_it_fits() {
    var name = properties("RehearseDeployment").get("FunctionName").toString();
    assertThat(name).isEqualTo("!Sub CodeDeployHook_${AWS::StackName}");
    assertThat(name.length() - "!Sub ${AWS::StackName}".length() + 30).isLessThanOrEqualTo(64);
  }

  @Test
  void the_teams_queues_are_there_before_the_policy_that_names_them() {
    assertThat(Infrastructure.resource("RouteConversation").get("DependsOn")).isEqualTo("Teams");
  }

  @Test
  void routes_are_throttled_one_by_one() {
    var routes = map(properties("Api").get("RouteSettings"));
    assertThat(routes.keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrderElementsOf(
            Infrastructure.function("ReceiveWebhook").events().stream()
                .map(it -> (dragoman.local.template.EventSource.Route) it)
                .map(it -> it.method() + " " + it.path())
                .toList());
    assertThat(routes.get("POST /webhooks/{channel}/{endpoint}"))
        .hasToString(
            "{ThrottlingRateLimit=!Ref RequestsPerSecond, ThrottlingBurstLimit=!Ref"
                + " RequestsPerSecond}");
    assertThat(properties("Api").get("DefaultRouteSettings"))
        .hasToString("{ThrottlingRateLimit=10, ThrottlingBurstLimit=10}");
  }

  /** A stage's name would stand in every webhook's path. */
  @Test
  void webhook_addresses_do_not_change_with_the_stage() {
    assertThat(properties("Api").get("StageName")).isEqualTo("$default");
  }

  @Test
  void receiving_can_be_given_concurrency_of_its_own() {
    assertThat(properties("ReceiveWebhook").get("ReservedConcurrentExecutions"))
        .hasToString("[HasReservedConcurrency, !Ref ReservedConcurrency, !Ref AWS::NoValue]");
  }

  @Test
  void no_queue_can_take_all_of_the_accounts_concurrency() {
    assertThat(
            QueuesTest.mappings()
                .map(it -> (dragoman.local.template.EventSource.Batches) it.get()[1]))
        .allSatisfy(it -> assertThat(it.maximumConcurrency().orElseThrow()).isBetween(2, 1_000));
  }

  @Test
  void a_minute_that_the_watchdog_missed_is_not_made_up_for() {
    var schedule =
        map(
            map(map(properties("WatchConversations").get("Events")).get("EachMinute"))
                .get("Properties"));
    assertThat(schedule.get("RetryPolicy"))
        .hasToString("{MaximumRetryAttempts=0, MaximumEventAgeInSeconds=60}");
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void a_parameter_says_what_it_is_has_a_default_and_refuses_what_makes_no_sense(String name) {
    var parameter = map(Infrastructure.section("Parameters").get(name));
    assertThat(parameter.get("Description").toString()).hasSizeGreaterThan(20).endsWith(".");
    assertThat(parameter.get("Type").toString()).isIn("String", "Number");
    assertThat(parameter.get("Default")).isNotNull();
    assertThat(
            parameter.containsKey("AllowedPattern")
                || parameter.containsKey("AllowedValues")
                || parameter.containsKey("MinValue"))
        .isTrue();
    assertThat(refused(name, parameter.get("Default").toString())).as("its own default").isFalse();
  }

  @Test
  void few_things_are_asked() {
    assertThat(parameters()).hasSizeLessThanOrEqualTo(14);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "dev", "staging", "prod"})
  void an_environment_builds_this_template_and_gives_it_values_it_takes(String environment)
      throws IOException {
    var lines = Files.readAllLines(ROOT.resolve("samconfig.toml"));
    assertThat(section(lines, environment + ".global.parameters"))
        .anyMatch(it -> it.startsWith("stack_name = "));
    assertThat(section(lines, environment + ".build.parameters"))
        .contains("template_file = \"infra/template.yaml\"");
    var deploy = section(lines, environment + ".deploy.parameters");
    assertThat(deploy)
        .contains(
            "template_file = \".aws-sam/build/template.yaml\"",
            "capabilities = [\"CAPABILITY_IAM\", \"CAPABILITY_AUTO_EXPAND\"]",
            "resolve_s3 = true");
    var overrides =
        deploy.stream()
            .filter(it -> it.startsWith("parameter_overrides"))
            .findFirst()
            .orElseThrow();
    var found =
        OVERRIDE.matcher(overrides.replaceAll("parameter_overrides = |\"", "")).results().toList();
    assertThat(found)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(refused(it.group(1), it.group(2))).as(it.group()).isFalse());
  }

  @Test
  void the_stack_tells_each_channels_webhook_address() {
    var outputs = Infrastructure.section("Outputs");
    assertThat(
            outputs.entrySet().stream()
                .filter(it -> it.getKey().toString().endsWith("Webhook"))
                .map(
                    it ->
                        map(it.getValue())
                            .get("Value")
                            .toString()
                            .replaceFirst(".*/webhooks/", "")
                            .replaceFirst("[?]token=$", "")))
        .containsExactlyInAnyOrderElementsOf(
            Channels.all().stream().map(it -> it.name() + "/main").toList());
    assertThat(outputs.values())
        .allSatisfy(it -> assertThat(map(it).get("Description")).isNotNull());
  }

  private static boolean refused(String name, String value) {
    var parameter = map(Infrastructure.section("Parameters").get(name));
    assertThat(parameter).as("parameter " + name).isNotEmpty();
    var pattern = parameter.get("AllowedPattern");
    var values = parameter.get("AllowedValues");
    var least = parameter.get("MinValue");
    return pattern != null && !value.matches(pattern.toString())
        || values != null && list(values).stream().noneMatch(it -> it.toString().equals(value))
        || least != null && Long.parseLong(value) < Long.parseLong(least.toString());
  }

  private static java.util.List<String> section(java.util.List<String> lines, String name) {
    var start = lines.indexOf("[" + name + "]");
    assertThat(start).as("samconfig.toml has [" + name + "]").isNotNegative();
    return lines.stream()
        .skip(start + 1L)
        .takeWhile(it -> !it.startsWith("["))
        .map(String::strip)
        .toList();
  }

  private static Map<?, ?> environment(String name) {
    return map(map(Infrastructure.section("Mappings").get("Environments")).get(name));
  }

  private static Map<?, ?> globals() {
    return map(Infrastructure.section("Globals").get("Function"));
  }
}
