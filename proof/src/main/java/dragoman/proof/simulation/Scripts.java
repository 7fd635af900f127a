package dragoman.proof.simulation;

import dragoman.channel.SendClass;
import dragoman.proof.simulation.Said.Kind;
import dragoman.proof.simulation.Script.Happening;
import dragoman.proof.simulation.Script.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Scripts written by hand, one for each way of a message, for faults at every one of their calls.
 */
public final class Scripts {
  private static final Person ANA = new Person(0, false, false);
  private static final Person BEN = new Person(1, false, false);
  private static final Person CHI = new Person(2, true, false);
  private static final Person DEE = new Person(3, false, true);
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final int AT_ONCE = 1_000;
  private static final int RETRIES = 10_000;

  private Scripts() {}

  /** All of them. */
  public static List<Script> all() {
    return List.of(
        of("one-question").says(0, ANA, Kind.KNOWN).script(),
        of("handover").says(0, ANA, Kind.UNKNOWN).script(),
        threeMessages(),
        of("batch-of-three")
            .says(0, ANA, Kind.KNOWN)
            .together(BEN, Kind.UNKNOWN)
            .together(ANA, Kind.KNOWN)
            .script(),
        escalation(),
        of("two-severities")
            .says(0, ANA, Kind.HUMAN)
            .says(5 * SECOND, ANA, Kind.HACKED)
            .says(9 * SECOND, ANA, Kind.HUMAN)
            .script(),
        of("courtesies")
            .says(0, ANA, Kind.GREETING)
            .says(SECOND, ANA, Kind.THANKS)
            .says(2 * SECOND, ANA, Kind.UNKNOWN)
            .script(),
        blocked(),
        of("provider-storm")
            .happens(0, What.PROVIDER_STORM)
            .says(SECOND, ANA, Kind.KNOWN)
            .says(2 * SECOND, ANA, Kind.KNOWN)
            .script(),
        of("slack-storm").happens(0, What.SLACK_STORM).says(SECOND, ANA, Kind.HACKED).script(),
        of("two-ids")
            .says(0, CHI, Kind.KNOWN)
            .says(20, CHI, Kind.UNKNOWN)
            .bothIds()
            .says(40, CHI, Kind.KNOWN)
            .script(),
        of("taken-back").says(0, ANA, Kind.KNOWN).takesBack(500).script(),
        of("late-arrival").says(5 * SECOND, ANA, Kind.UNKNOWN).says(1, ANA, Kind.KNOWN).script(),
        of("copies-much-later")
            .says(0, ANA, Kind.KNOWN)
            .says(SECOND, ANA, Kind.UNKNOWN)
            .copied(0, 300, 6 * MINUTE, 26 * HOUR, 7 * 24 * HOUR)
            .copied(1, 6 * MINUTE)
            .script(),
        of("policy-in-mid-flight")
            .says(0, ANA, Kind.KNOWN)
            .happens(50, What.POLICY)
            .says(100, ANA, Kind.UNKNOWN)
            .says(30 * SECOND, ANA, Kind.KNOWN)
            .script(),
        of("secrets-rotated")
            .says(0, ANA, Kind.KNOWN)
            .happens(SECOND, What.ROTATION)
            .says(50 * SECOND, ANA, Kind.KNOWN)
            .says(14 * MINUTE, ANA, Kind.UNKNOWN)
            .script(),
        of("dead-letters")
            .happens(0, What.DEAD_LETTERS)
            .says(0, ANA, Kind.KNOWN)
            .says(SECOND, ANA, Kind.UNKNOWN)
            .script(),
        of("team-queue-missing")
            .happens(0, What.POLICY)
            .happens(0, What.NO_TEAM_QUEUE)
            .says(0, ANA, Kind.UNKNOWN)
            .script(),
        of("watchdog-asleep")
            .happens(0, What.WATCH_SLEEPS)
            .says(0, ANA, Kind.UNKNOWN)
            .happens(70 * SECOND, What.WATCH_TWICE)
            .script(),
        of("strangers")
            .happens(0, What.FORGERY)
            .says(SECOND, ANA, Kind.KNOWN)
            .happens(SECOND, What.FORGERY)
            .script(),
        of("a-day-later").says(0, ANA, Kind.HUMAN).says(25 * HOUR, ANA, Kind.HUMAN).script());
  }

  /** Those of which every pair of faults is tried. */
  public static List<Script> core() {
    return List.of(threeMessages(), escalation(), blocked());
  }

  /**
   * @throws IllegalArgumentException if there is none of that name; it says which there are
   */
  public static Script named(String name) {
    return all().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no script %s; there are %s"
                        .formatted(
                            name, String.join(", ", all().stream().map(Script::name).toList()))));
  }

  /** One message, delivered a thousand times at once and ten thousand times in a day. */
  public static Script storm() {
    var at = LongStream.range(0, AT_ONCE).map(_ -> 0);
    var later = LongStream.range(0, RETRIES).map(it -> it * 24 * HOUR / RETRIES);
    return of("storm")
        .says(0, ANA, Kind.HACKED)
        .copied(0, LongStream.concat(at, later).toArray())
        .script();
  }

  /** Which send classes a script says something about. */
  public static List<SendClass> classes(Script script) {
    return script.name().equals("two-ids") || script.name().equals("taken-back")
        ? List.of(SendClass.RECEIPT)
        : List.of(SendClass.values());
  }

  private static Script threeMessages() {
    return of("three-messages")
        .says(0, ANA, Kind.KNOWN)
        .says(200, ANA, Kind.UNKNOWN)
        .says(400, ANA, Kind.KNOWN)
        .script();
  }

  private static Script escalation() {
    return of("escalation").says(0, ANA, Kind.HACKED).says(300, BEN, Kind.KNOWN).script();
  }

  private static Script blocked() {
    return of("blocked-by-the-person")
        .says(0, DEE, Kind.KNOWN)
        .says(SECOND, DEE, Kind.KNOWN)
        .script();
  }

  private static Draft of(String name) {
    return new Draft(name, List.of(), Map.of(), List.of());
  }

  /** A script in the making. */
  private record Draft(
      String name, List<Said> said, Map<Integer, List<Long>> copies, List<Happening> events) {

    Draft says(long at, Person by, Kind kind) {
      return with(at, by, kind, said.size());
    }

    /** In the same webhook body as the one before. */
    Draft together(Person by, Kind kind) {
      return with(said.getLast().atMillis(), by, kind, said.getLast().body());
    }

    private Draft with(long at, Person by, Kind kind, int body) {
      var number = said.size();
      var more = new ArrayList<>(said);
      more.add(new Said(number, by, kind, Town.words(kind, number), at, false, body, Said.NOTHING));
      return new Draft(name, more, copies, events);
    }

    /** The author of the last message takes it back. */
    Draft takesBack(long at) {
      var more = new ArrayList<>(said);
      var last = said.getLast();
      more.add(
          new Said(
              said.size(),
              last.by(),
              Kind.TAKEN_BACK,
              Town.words(Kind.TAKEN_BACK, 0),
              at,
              false,
              said.size(),
              last.number()));
      return new Draft(name, more, copies, events);
    }

    /** The last message carries both ids of its author. */
    Draft bothIds() {
      var more = new ArrayList<>(said);
      var last = more.removeLast();
      more.add(
          new Said(
              last.number(),
              last.by(),
              last.kind(),
              last.text(),
              last.atMillis(),
              true,
              last.body(),
              last.about()));
      return new Draft(name, more, copies, events);
    }

    Draft copied(int number, long... later) {
      var more = new java.util.TreeMap<>(copies);
      more.put(number, LongStream.of(later).boxed().toList());
      return new Draft(name, said, more, events);
    }

    Draft happens(long at, What what) {
      var more = new ArrayList<>(events);
      more.add(new Happening(at, what));
      return new Draft(name, said, copies, more);
    }

    Script script() {
      return new Script(name, said, copies, events);
    }
  }
}
