package dragoman.functions;

import dragoman.pipeline.Deliver;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Notify;
import dragoman.pipeline.Receive;
import dragoman.pipeline.Route;
import dragoman.pipeline.Track;
import dragoman.pipeline.Watch;
import dragoman.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The one place where things are put together: what each handler needs, and no more. Each method
 * builds; a handler calls one of them once, in init.
 */
public final class Wiring {
  /** How long a claimed reply is left alone: longer than DeliverReply may run. */
  public static final Duration LEASE = Duration.ofSeconds(40);

  private final Settings settings;
  private final Clients clients;
  private final InstantSource clock = InstantSource.system();
  private final Doors.Log log;
  private final UnaryOperator<Doors.Http> tap;

  public Wiring() {
    this(System.getenv(), UnaryOperator.identity());
  }

  /**
   * @param tap wraps the door to the providers, so that the local runner can show what went out
   */
  public Wiring(Map<String, String> environment, UnaryOperator<Doors.Http> tap) {
    this.settings = new Settings(environment);
    this.clients = new Clients(settings);
    this.log = new JsonLog(System.out, clock, settings.stack());
    this.tap = tap;
  }

  InstantSource clock() {
    return clock;
  }

  SqsQueues receiving() {
    return queues("RECEIPTS_QUEUE_URL", "PARKED_QUEUE_URL");
  }

  Receive receive(SecretStore secrets, SqsQueues queues) {
    return new Receive(secrets, queues, log);
  }

  Route route() {
    return new Route(
        policy(settings.policy()),
        new Route.Limits(settings.tenant(), settings.maxEventAge()),
        ledger(),
        queues("OUTBOUND_QUEUE_URL", "PARKED_QUEUE_URL", "TEAM_QUEUE_PREFIX"),
        new SnsTopic(clients.sns(), settings.topic()),
        log);
  }

  Deliver deliver() {
    var dynamo = clients.dynamo();
    return new Deliver(
        new Deliver.Timing(LEASE, settings.reconcileWait(), Duration.ofHours(12)),
        new DynamoLedger(dynamo, settings.table(), clock),
        secrets(),
        http(),
        new DynamoPace(dynamo, settings.table()),
        queues(),
        log);
  }

  Track track() {
    return new Track(ledger(), queues(), log);
  }

  Notify notifySlack() {
    var dynamo = clients.dynamo();
    return new Notify(
        policy(settings.policy()),
        new DynamoLedger(dynamo, settings.table(), clock),
        secrets(),
        http(),
        new DynamoPace(dynamo, settings.table()),
        log);
  }

  Watch watch() {
    return new Watch(ledger(), queues(), log);
  }

  /** Policy and webhooks are read when the check is made: what is wrong with them is to be told. */
  DeploymentCheck deploymentCheck() {
    return new DeploymentCheck(
        () -> new EventsFolder(settings.events()).differences(policy(settings.policy())),
        new NewVersions(
            new SignedCalls(settings), settings.webhookVersion(), settings.queueVersions()),
        log);
  }

  Deployments deployments() {
    return new Deployments(new SignedCalls(settings));
  }

  SqsBatches batches(String step, String queueVariable) {
    return new SqsBatches(step, clients.sqs(), settings.source(queueVariable), log);
  }

  /** The table door, also for those who seed it with contacts or look into it. */
  public DynamoLedger ledger() {
    return new DynamoLedger(clients.dynamo(), settings.table(), clock);
  }

  SecretStore secrets() {
    var where = settings.secrets();
    var path = where.substring(where.indexOf(':') + 1);
    return new SecretStore(
        settings.tenant(),
        where.startsWith("file:")
            ? new SecretFile(Path.of(path))
            : new ManagedSecrets(clients.secrets(), path),
        clock);
  }

  /**
   * @param variables the addresses needed besides the inbound queue's
   */
  private SqsQueues queues(String... variables) {
    return new SqsQueues(clients.sqs(), settings.queues(Set.of(variables)));
  }

  private Doors.Http http() {
    return tap.apply(new ProviderHttp(settings.providersElsewhere()));
  }

  private static Policy policy(Path folder) {
    return PolicyFolder.load(folder);
  }
}
