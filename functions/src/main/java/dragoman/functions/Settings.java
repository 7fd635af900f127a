package dragoman.functions;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * What the environment tells a function. Each part is read when it is needed, so a function asks
 * only for what its template entry sets; what is missing is named.
 */
public record Settings(Map<String, String> environment) {
  public Settings {
    environment = Map.copyOf(environment);
  }

  /** Thrown for a variable that is missing or not well-formed; names it and says how to fix it. */
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  String tenant() {
    return text("TENANT");
  }

  /** The stack's name, which tells its metrics from those of another in the account. */
  String stack() {
    return text("STACK");
  }

  String table() {
    return text("TABLE");
  }

  String topic() {
    return text("ESCALATIONS_TOPIC_ARN");
  }

  /**
   * Where secrets come from: {@code aws:PREFIX} in Secrets Manager, or {@code file:PATH} on one
   * machine.
   */
  String secrets() {
    return text("SECRETS");
  }

  /** The operator's policy: a folder, by default the one that lies in the function's zip. */
  Path policy() {
    return Path.of(
        optional("POLICY_DIR")
            .orElseGet(() -> optional("LAMBDA_TASK_ROOT").orElse(".") + "/policy"));
  }

  /** The golden webhooks: the folder that lies in the function's zip. */
  Path events() {
    return Path.of(optional("LAMBDA_TASK_ROOT").orElse(".") + "/events");
  }

  /** The version about to be deployed that takes webhooks. */
  String webhookVersion() {
    return text("WEBHOOK_VERSION");
  }

  /** The versions about to be deployed that are fed by queues, with commas between. */
  List<String> queueVersions() {
    return List.of(text("QUEUE_VERSIONS").split(","));
  }

  /** Less than inbox rows are kept, or an event could be taken for new again; zero is no limit. */
  Duration maxEventAge() {
    var age = duration("MAX_EVENT_AGE");
    if (age.compareTo(Rows.KEEP_EVENT) >= 0) {
      throw new Unusable(
          "environment variable MAX_EVENT_AGE is '"
              + age
              + "', but events are remembered for "
              + Rows.KEEP_EVENT.toDays()
              + " days only: choose less");
    }
    return age;
  }

  Duration reconcileWait() {
    return duration("RECONCILE_WAIT");
  }

  /**
   * Where the queues are that a function sends to.
   *
   * @param variables the addresses it needs besides the inbound queue's; a missing one fails here,
   *     in init, and not at the first message that needs it
   */
  SqsQueues.Addresses queues(Set<String> variables) {
    return new SqsQueues.Addresses(
        text("INBOUND_QUEUE_URL"),
        among(variables, "RECEIPTS_QUEUE_URL"),
        among(variables, "PARKED_QUEUE_URL"),
        among(variables, "OUTBOUND_QUEUE_URL"),
        among(variables, "TEAM_QUEUE_PREFIX"));
  }

  private Optional<String> among(Set<String> variables, String name) {
    return variables.contains(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** The queue a function is fed by, whose messages it may hide for longer. */
  String source(String variable) {
    return text(variable);
  }

  /**
   * Providers whose calls go to another host, {@code name=URL} with commas between; only the local
   * runner sets it.
   */
  Map<String, URI> providersElsewhere() {
    return optional("PROVIDER_URLS").stream()
        .flatMap(it -> Arrays.stream(it.split(",")))
        .filter(it -> it.contains("="))
        .map(it -> it.split("=", 2))
        .collect(Collectors.toMap(it -> it[0], it -> URI.create(it[1])));
  }

  String region() {
    return text("AWS_REGION");
  }

  /**
   * Another address for an AWS service, as the AWS SDKs name it: {@code AWS_ENDPOINT_URL_SQS}, or
   * {@code AWS_ENDPOINT_URL} for all.
   */
  Optional<URI> endpoint(String service) {
    return optional("AWS_ENDPOINT_URL_" + service)
        .or(() -> optional("AWS_ENDPOINT_URL"))
        .map(URI::create);
  }

  /**
   * The two places where Lambda puts a function's credentials (AWS Lambda Developer Guide, "Using
   * environment variables" and "Activating SnapStart"): keys that last as long as the environment,
   * or an address to read them from after each restore. Elsewhere the SDK looks for them itself.
   */
  Optional<AwsCredentialsProvider> credentials() {
    return optional("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()
        ? Optional.of(ContainerCredentialsProvider.builder().build())
        : optional("AWS_ACCESS_KEY_ID")
            .flatMap(id -> optional("AWS_SECRET_ACCESS_KEY").map(key -> keys(id, key)))
            .map(StaticCredentialsProvider::create);
  }

  private AwsCredentials keys(String id, String key) {
    return optional("AWS_SESSION_TOKEN")
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, key, token))
        .orElseGet(() -> AwsBasicCredentials.create(id, key));
  }

  /** Whether this start ends in a snapshot, from which others go on. */
  boolean isSnapStart() {
    return optional("AWS_LAMBDA_INITIALIZATION_TYPE").filter("snap-start"::equals).isPresent();
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(environment.get(name)).filter(it -> !it.isBlank());
  }

  private String text(String name) {
    return optional(name)
        .orElseThrow(
            () ->
                new Unusable(
                    "environment variable " + name + " is missing: set it in infra/template.yaml"));
  }

  private Duration duration(String name) {
    var text = text(name);
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new Unusable(
          "environment variable "
              + name
              + " is '"
              + text
              + "', which is no ISO 8601 duration: write it like PT90S or P8D");
    }
  }
}
