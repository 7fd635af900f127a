package dragoman.proof.simulation;

import dragoman.channel.SendClass;
import dragoman.proof.simulation.Script.Happening;
import dragoman.proof.simulation.Script.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                        it, sendClass == SendClass.RECEIPT && dice.chance(0.5), dice.chance(0.08)))
            .toList();
    var said = said(people, dice);
    return new Script("seeded", said, copies(said, dice), events(sendClass, calm, said, dice));
  }

  private static List<Said> said(List<Person> people, Dice dice) {
    var said = new ArrayList<Said>();
    var questions = new HashMap<Person, Integer>();
    var courtesies = new HashMap<Person, Boolean>();
    var pace = dice.one(List.of(300, 2_000, 15_000));
    var at = 0L;
    var body = 0;
    for (var number = dice.between(6, 14); number > 0; number--) {
      var by = dice.one(people);
      var kind = kind(dice);
      if (kind == Said.Kind.GREETING && courtesies.put(by, true) != null) {
        kind = Said.Kind.UNKNOWN; // One greeting each: what is seen is told apart by its text.
      }
      var own = questions.merge(by, 1, Integer::sum);
      at += dice.chance(0.3) ? 0 : dice.between(0, pace);
      body = dice.chance(0.25) ? body : body + 1;
      said.add(
          new Said(
              said.size(),
              by,
              kind,
              Town.words(kind, kind == Said.Kind.KNOWN ? own - 1 : said.size()),
              dice.chance(0.1) ? Math.max(0, at - 4_000) : at,
              by.twoIds() && dice.chance(0.6),
              body));
    }
    return said;
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
            case ROTATION, WATCH_SLEEPS, WATCH_TWICE, SLACK_STORM -> 0.1;
            case DEAD_LETTERS -> 0.04;
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
