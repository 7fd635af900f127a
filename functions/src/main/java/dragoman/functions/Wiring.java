package dragoman.functions;

import dragoman.pipeline.Deliver;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Erase;
import dragoman.pipeline.Notify;
import dragoman.pipeline.Receive;
import dragoman.pipeline.Route;
import dragoman.pipeline.Track;
import dragoman.pipeline.Watch;
import dragoman.policy.Policy;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The one place where things are put together: what each handler needs, and no more. Each method
 * builds; a handler calls one of them once, in init.
 */
public final class Wiring {
  /** How long a claimed reply is left alone: longer than DeliverReply may run. */
  public static final Duration LEASE = Duration.ofSeconds(40);

  /** With the connection before it, less than ReceiveWebhook may run. */
  private static final Duration CERTIFICATE = Duration.ofSeconds(4);

  private final Settings settings;
  private final Clients clients;
  private final InstantSource clock = InstantSource.system();
  private final Doors.Log log;
  private final Supplier<Doors.Http> wire;
  private final UnaryOperator<Doors.Http> tap;
  private final List<SecretStore> stores = new ArrayList<>();

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
    this.wire = () -> new ProviderHttp(settings.providersElsewhere());
    this.tap = tap;
  }

  private Wiring(Settings settings, Clients clients, Doors.Log log, Doors.Http wire) {
    this.settings = settings;
    this.clients = clients;
    this.log = log;
    this.wire = () -> wire;
    this.tap = UnaryOperator.identity();
  }

  /** The same parts, whose calls and log lines go nowhere. */
  private Wiring stage() {
    return new Wiring(
        settings,
        clients.over(new DryRun()),
        new JsonLog(new PrintStream(OutputStream.nullOutputStream()), clock, settings.stack()),
        (_, _) -> new Doors.Exchange.NotSent("rehearsal"));
  }

  /**
   * @param queueVariable names a queue of the function's
   */
  Snapshot snapshot(String queueVariable, DryRun.Of rehearsal) {
    return new Snapshot(
        clients, settings.source(queueVariable), stores, () -> rehearsal.run(stage()));
  }

  /** A snapshot for a function that works on the table: one read and one message are rehearsed. */
  Snapshot snapshot(String queueVariable) {
    var nowhere =
        new SqsQueues.Addresses(
            settings.source(queueVariable),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return snapshot(
        queueVariable,
        stage -> {
          stage.ledger().receiptsArrived("rehearsal");
          new SqsQueues(stage.clients.sqs(), nowhere)
              .send(new Lane.Inbound(), List.of(new Letter("rehearsal", "rehearsal", "{}")));
        });
  }

  InstantSource clock() {
    return clock;
  }

  Doors.Log log() {
    return log;
  }

  Receive receive() {
    return new Receive(
        secrets(),
        new FetchedCertificates(new ProviderHttp(settings.providersElsewhere(), CERTIFICATE)),
        queues("RECEIPTS_QUEUE_URL", "PARKED_QUEUE_URL"),
        log);
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
        // Past the tap: what is traded there is nobody's to see.
        new AccessTokens(secrets(), wire.get(), clock),
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

  Erase erase() {
    var dynamo = clients.dynamo();
    return new Erase(
        settings.tenant(),
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

  /** The door to the secrets, also for those who check them. */
  public Doors.Secrets secrets() {
    var where = settings.secrets();
    var path = where.substring(where.indexOf(':') + 1);
    var store =
        new SecretStore(
            settings.tenant(),
            where.startsWith("file:")
                ? new SecretFile(Path.of(path))
                : new ManagedSecrets(clients.secrets(), path),
            clock);
    stores.add(store);
    return store;
  }

  /**
   * @param variables the addresses needed besides the inbound queue's
   */
  private SqsQueues queues(String... variables) {
    return new SqsQueues(clients.sqs(), settings.queues(Set.of(variables)));
  }

  /** The door to the providers, also for those who ask them how we stand. */
  public Doors.Http http() {
    return tap.apply(new SesCalls(settings, wire.get()));
  }

  private static Policy policy(Path folder) {
    return PolicyFolder.load(folder);
  }
}
