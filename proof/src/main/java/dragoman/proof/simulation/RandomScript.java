package dragoman.proof.simulation;

import dragoman.channel.SendClass;
import dragoman.proof.simulation.Script.Happening;
import dragoman.proof.simulation.Script.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Scripts by chance: two to four people, six to fourteen messages, copies at every distance. */
final class RandomScript {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private RandomScript() {}

  /**
   * @param calm without storms at the provider
   */
  static Script throwOne(SendClass sendClass, boolean calm, Dice dice) {
    var people =
        IntStream.range(0, dice.between(2, 4))
            .mapToObj(
                it ->
                    new Person(
                        it, sendClass == SendClass.RECEIPT && dice.chance(0.5), dice.chance(0.2)))
            .toList();
    var said = new Talk(sendClass, people, dice).all();
    return new Script("seeded", said, copies(said, dice), events(sendClass, calm, said, dice));
  }

  /** What people say, one after the other. */
  private static final class Talk {
    private static final int MOST = 14;

    private final SendClass sendClass;
    private final List<Person> people;
    private final Dice dice;

    /** All in one webhook body. */
    private final boolean crowded;

    private final int pace;
    private final List<Said> said = new ArrayList<>();
    private final Map<Person, Integer> questions = new HashMap<>();
    private final Set<Person> greeted = new HashSet<>();
    private final Set<Integer> takenBack = new HashSet<>();
    private long at;
    private int body;

    private Talk(SendClass sendClass, List<Person> people, Dice dice) {
      this.sendClass = sendClass;
      this.people = people;
      this.dice = dice;
      this.crowded = dice.chance(0.05);
      this.pace = dice.one(List.of(300, 2_000, 15_000));
    }

    private List<Said> all() {
      for (var left = crowded ? MOST : dice.between(6, MOST); left > 0; left--) {
        at += dice.chance(0.3) ? 0 : dice.between(0, pace);
        body = crowded || dice.chance(0.25) ? body : body + 1;
        said.add(next(dice.one(people)));
      }
      return said;
    }

    private Said next(Person by) {
      var about = about(by);
      var own = questions.merge(by, 1, Integer::sum) - 1;
      var kind = about == Said.NOTHING ? kind(by, own) : Said.Kind.TAKEN_BACK;
      return new Said(
          said.size(),
          by,
          kind,
          Town.words(kind, kind == Said.Kind.KNOWN ? own : said.size()),
          dice.chance(0.1) ? Math.max(0, at - 4_000) : at,
          by.twoIds() && dice.chance(0.6),
          body,
          about);
    }

    /** The message that is taken back, on the channel where the notice carries its id. */
    private int about(Person by) {
      return sendClass == SendClass.RECEIPT && dice.chance(0.06)
          ? said.stream()
              .filter(it -> it.by().equals(by) && it.kind() != Said.Kind.TAKEN_BACK)
              .map(Said::number)
              .filter(takenBack::add)
              .findFirst()
              .orElse(Said.NOTHING)
          : Said.NOTHING;
    }

    /** One greeting each, and no question twice: what is seen is told apart by its text. */
    private Said.Kind kind(Person by, int own) {
      var kind = RandomScript.kind(dice);
      var again =
          kind == Said.Kind.GREETING && !greeted.add(by)
              || kind == Said.Kind.KNOWN && own >= Town.QUESTIONS;
      return again ? Said.Kind.UNKNOWN : kind;
    }
  }

  private static Said.Kind kind(Dice dice) {
    var at = dice.between(0, 99);
    return at < 55
        ? Said.Kind.KNOWN
        : at < 72
            ? Said.Kind.UNKNOWN
            : at < 78
                ? Said.Kind.GREETING
                : at < 83 ? Said.Kind.THANKS : at < 92 ? Said.Kind.HUMAN : Said.Kind.HACKED;
  }

  private static Map<Integer, List<Long>> copies(List<Said> said, Dice dice) {
    var copies = new HashMap<Integer, List<Long>>();
    for (var it : said) {
      var later = new ArrayList<Long>();
      if (dice.chance(0.15)) {
        later.add((long) dice.between(0, 1_500));
      }
      if (dice.chance(0.15)) {
        later.add(dice.between(2 * MINUTE, 40 * MINUTE));
      }
      if (dice.chance(0.04)) {
        later.add(26 * HOUR);
      }
      if (dice.chance(0.02)) {
        later.add(7 * 24 * HOUR);
      }
      if (!later.isEmpty()) {
        copies.put(it.number(), later);
      }
    }
    return copies;
  }

  private static List<Happening> events(
      SendClass sendClass, boolean calm, List<Said> said, Dice dice) {
    var last = said.stream().mapToLong(Said::atMillis).max().orElse(0);
    var events = new ArrayList<Happening>();
    for (var what : What.values()) {
      var likely =
          switch (what) {
            case POLICY, COLD, FORGERY -> 0.15;
            case PROVIDER_STORM -> calm ? 0 : 0.15;
            case WATCH_SLEEPS -> 0.2;
            case ROTATION, WATCH_TWICE, SLACK_STORM, DEAD_LETTERS -> 0.1;
            case FOREIGN_ACCOUNT -> sendClass == SendClass.BLIND ? 0 : 0.05;
            case NO_TEAM_QUEUE -> 0.05;
          };
      if (dice.chance(likely)) {
        events.add(new Happening(dice.between(0L, last + 30_000), what));
      }
    }
    return events;
  }
}
