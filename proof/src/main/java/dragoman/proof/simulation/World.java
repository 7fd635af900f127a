package dragoman.proof.simulation;

import dragoman.channel.SendClass;
import dragoman.memory.MemoryLedger;
import dragoman.memory.MemoryPace;
import dragoman.memory.MemoryQueues;
import dragoman.message.Escalation;
import dragoman.message.EscalationJson;
import dragoman.pipeline.Deliver;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Notify;
import dragoman.pipeline.Receive;
import dragoman.pipeline.Route;
import dragoman.pipeline.Track;
import dragoman.pipeline.Watch;
import dragoman.proof.simulation.Faults.Door;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A stack as the template deploys it, in one thread: the real steps of the core on instances of
 * Lambda, queues with their visibility, the table, and the timer of the watchdog. Times and limits
 * are the template's.
 */
final class World {
  static final Duration RECONCILE_WAIT = Duration.ofSeconds(90);
  private static final Duration LEASE = Duration.ofSeconds(40);
  private static final Duration MAX_EVENT_AGE = Duration.ofDays(8);
  private static final Lane ESCALATIONS = new Lane.Receipts();

  final Scheduler time;
  final Dice dice;
  final Gate gate;
  final Trace trace;
  final Journal journal = new Journal();
  final MemoryLedger table = new MemoryLedger();
  final MemoryQueues queues;
  final Vault vault;
  final Doors.Log log = _ -> {};
  final Fleet<Receive> front;
  private final MemoryQueues topic;
  private final MemoryPace pace = new MemoryPace();
  private final Set<Strand> strands = new HashSet<>();
  private final List<Poller> pollers;
  final Watchdog watchdog;
  private final Set<String> missingTeams = new HashSet<>();
  private final List<Long> troubles = new ArrayList<>();
  private String policy = "one";

  /**
   * @param deadLetters whether queues give up so early that dead letters come about
   */
  World(
      SendClass sendClass,
      Faults faults,
      Dice dice,
      Trace trace,
      boolean deadLetters,
      Function<World, Doors.Http> outside) {
    this.time = new Scheduler();
    this.dice = dice;
    this.trace = trace;
    this.gate = new Gate(time, faults, dice.own(), trace);
    this.queues =
        new MemoryQueues(
            time::now,
            it -> !(it instanceof Lane.TeamLane(var team) && missingTeams.contains(team)));
    this.topic = new MemoryQueues(time::now, _ -> true);
    this.vault = new Vault(sendClass, Provider.of(sendClass).channel().name(), gate, time);
    var http = outside.apply(this);
    this.front = new Fleet<>(dice.own(), _ -> new Receive(vault.door(), doors(), log));
    this.watchdog =
        new Watchdog(this, new Fleet<>(dice.own(), _ -> new Watch(ledger(), doors(), log)));
    var few = deadLetters ? 3 : 50;
    this.pollers =
        List.of(
            poller("route", new Lane.Inbound(), 60, 10, 3, few, true, queues, _ -> route()),
            poller("track", new Lane.Receipts(), 60, 10, 3, few, true, queues, _ -> track()),
            poller(
                "deliver",
                new Lane.Outbound(),
                180,
                30,
                14,
                few,
                false,
                queues,
                _ -> deliver(http)),
            poller("notify", ESCALATIONS, 180, 30, 14, 200, false, topic, it -> notify(http, it)));
  }

  private Poller poller(
      String name,
      Lane lane,
      int visibility,
      int timeout,
      int reserve,
      int maxReceive,
      boolean zombies,
      MemoryQueues on,
      Function<Duration, Poller.Step> coldStart) {
    return new Poller(
        new Poller.Settings(
            name,
            lane,
            Duration.ofSeconds(visibility),
            Duration.ofSeconds(timeout),
            Duration.ofSeconds(reserve),
            maxReceive,
            zombies),
        on,
        new Fleet<>(dice.own(), coldStart),
        this,
        dice.own());
  }

  private Doors.Ledger ledger() {
    return new SimulatedLedger(table, gate, journal, time);
  }

  private Doors.Queues doors() {
    return new SimulatedQueues(queues, gate, dice, journal, this::arrived);
  }

  private Poller.Step route() {
    var route =
        new Route(
            Town.policy(policy),
            Town.learnt(policy),
            new Route.Limits(Town.TENANT, MAX_EVENT_AGE),
            ledger(),
            doors(),
            this::publish,
            log);
    return (item, now) -> route.route(item, now.get());
  }

  private Poller.Step track() {
    var track = new Track(ledger(), doors(), log);
    return (item, now) -> track.track(item, now.get());
  }

  private Poller.Step deliver(Doors.Http http) {
    var deliver =
        new Deliver(
            new Deliver.Timing(LEASE, RECONCILE_WAIT, Duration.ofHours(12)),
            ledger(),
            vault.door(),
            http,
            new SimulatedPace(pace, gate),
            doors(),
            log);
    return (item, now) -> deliver.deliver(item, now.get());
  }

  private Poller.Step notify(Doors.Http http, Duration skew) {
    var cards =
        new Notify(
            Town.policy(policy), ledger(), vault.door(), http, new SimulatedPace(pace, gate), log);
    return (item, _) -> cards.show(item, () -> time.now().plus(skew));
  }

  private void publish(Escalation escalation) {
    gate.call(
        Door.TOPIC,
        "topic: publish",
        escalation::ticket,
        () -> {
          spread(escalation);
          if (dice.chance(0.35)) {
            spread(escalation);
          }
          return null;
        });
  }

  /** SNS brings it to its queue, soon as a rule. */
  private void spread(Escalation escalation) {
    var wait = dice.chance(0.05) ? dice.between(10_000, 90_000) : dice.between(5, 2_000);
    time.after(
        Duration.ofMillis(wait),
        () -> {
          topic.send(ESCALATIONS, List.of(new Letter("", "", EscalationJson.write(escalation))));
          pollers.getLast().wake();
          watchdog.keepWatch();
        });
  }

  private void arrived(Lane lane) {
    pollers.subList(0, 3).stream().filter(it -> it.lane().equals(lane)).forEach(Poller::wake);
    watchdog.keepWatch();
  }

  /** An invocation that begins when it is told to go. */
  Strand strand(String name, long deadline, Runnable body, Consumer<Throwable> end) {
    var made = new Strand[1];
    made[0] =
        new Strand(
            time,
            name,
            deadline,
            body,
            thrown -> {
              strands.remove(made[0]);
              end.accept(thrown);
            });
    strands.add(made[0]);
    return made[0];
  }

  boolean idle() {
    return strands.isEmpty()
        && pollers.stream().allMatch(Poller::idle)
        && table.inbox().stream()
            .allMatch(it -> it.progress().stream().allMatch(one -> one.status().ended()));
  }

  void deployPolicy(String version) {
    policy = version;
  }

  void loseTeamQueue(String team) {
    missingTeams.add(team);
  }

  void replaceInstances() {
    front.replace();
    watchdog.replace();
    pollers.forEach(it -> it.fleet().replace());
  }

  /** A time until which things go wrong without any call being to blame. */
  void troubleUntil(long millis) {
    troubles.add(millis);
  }

  /** When things went wrong. */
  List<Long> troubles() {
    var all = new ArrayList<>(gate.faultTimes());
    all.addAll(troubles);
    return all;
  }

  /** True if there was anything to put back. */
  boolean redrive() {
    var dead = pollers.stream().filter(Poller::hasDead).toList();
    dead.forEach(Poller::redrive);
    return !dead.isEmpty();
  }

  /** Ends what still stands somewhere, so that no thread is left behind. */
  void close() {
    List.copyOf(strands).forEach(Strand::end);
  }
}
