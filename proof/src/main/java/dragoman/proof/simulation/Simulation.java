package dragoman.proof.simulation;

import dragoman.channel.SendClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One run: a script, faults and a send class, and what the oracle says of it. The same seed gives
 * the same run, call for call, on every machine.
 *
 * @param seed of all chance but the faults': how long calls take, who comes first
 */
public record Simulation(SendClass sendClass, Script script, Faults faults, long seed) {
  private static final Duration HORIZON = Duration.ofDays(4);
  private static final int MOST_STEPS = 3_000_000;

  /** A run by seed alone: the script, its weather and its faults are thrown. */
  public static Simulation of(SendClass sendClass, long seed) {
    return of(sendClass, seed, 0);
  }

  /**
   * @param perKind how likely each kind of fault is at each call; 0 lets the seed choose
   */
  public static Simulation of(SendClass sendClass, long seed, double perKind) {
    var dice = new Dice(seed);
    var script = RandomScript.throwOne(sendClass, perKind > 0, dice.own());
    var busy = script.lastMillis() + 120_000;
    var until = script.lastMillis() + 120_000 + longestCopy(script);
    return new Simulation(
        sendClass, script, new Faults.ByChance(dice.seed(), perKind, busy, until), seed);
  }

  public Result run() {
    return run(Trace.silent());
  }

  /** The same run with every step told as a line. */
  public Result run(Consumer<String> reader) {
    return run(Trace.to(reader));
  }

  private Result run(Trace trace) {
    var provider = Provider.of(sendClass);
    var slack = new SlackWorld();
    var street = new Street[1];
    var deadLetters =
        script.events().stream().anyMatch(it -> it.what() == Script.What.DEAD_LETTERS);
    var world =
        new World(
            sendClass,
            faults,
            new Dice(seed ^ 0x5DEECE66DL),
            trace,
            deadLetters,
            it -> {
              var blocked =
                  script.said().stream()
                      .map(Said::by)
                      .filter(Person::blocked)
                      .map(Person::number)
                      .collect(Collectors.toSet());
              street[0] = new Street(it, provider, slack, blocked);
              return street[0].http();
            });
    plan(world, street[0], provider);
    var broken = new ArrayList<Violation>();
    var horizon = script.lastMillis() + longestCopy(script) + HORIZON.toMillis();
    var steps = 0;
    do {
      while (world.time.step(horizon)) {
        if (++steps > MOST_STEPS) {
          broken.add(new Violation("I6", "it never comes to rest"));
          break;
        }
      }
    } while (broken.isEmpty() && world.redrive());
    world.close();
    return Oracle.judge(new Evidence(this, world, provider, slack), broken);
  }

  private static long longestCopy(Script script) {
    return script.copies().values().stream()
        .flatMap(List::stream)
        .mapToLong(it -> it)
        .max()
        .orElse(0);
  }

  private void plan(World world, Street street, Provider provider) {
    var bodies = new LinkedHashMap<Integer, List<Said>>();
    for (var it : script.said()) {
      var body = provider.batches() ? it.body() : it.number();
      bodies.computeIfAbsent(body, _ -> new ArrayList<>()).add(it);
    }
    for (var together : bodies.values()) {
      var at = together.stream().mapToLong(Said::atMillis).max().orElseThrow();
      world.time.at(at, () -> street.deliver(together));
      for (var it : together) {
        for (var later : script.copies().getOrDefault(it.number(), List.of())) {
          world.time.at(at + later, () -> street.deliver(together));
        }
      }
    }
    for (var event : script.events()) {
      world.time.at(event.atMillis(), () -> happens(event.what(), world, street, provider));
    }
  }

  private void happens(Script.What what, World world, Street street, Provider provider) {
    world.trace.step(world.time, "outside", what.name(), () -> "");
    switch (what) {
      case POLICY -> {
        world.deployPolicy("two");
        world.time.after(Duration.ofSeconds(20), world::replaceInstances);
      }
      case ROTATION -> {
        // In either order: a webhook signed too early is refused until our store knows.
        var storeFirst = world.dice.chance(0.7);
        world.time.after(Duration.ofSeconds(storeFirst ? 0 : 40), world.vault::storeTakesNew);
        world.time.after(Duration.ofSeconds(storeFirst ? 40 : 0), world.vault::providerTakesNew);
        world.time.after(Duration.ofMinutes(12), world.vault::storeForgetsOld);
      }
      case COLD -> world.replaceInstances();
      case WATCH_SLEEPS -> {
        world.watchdog.sleeps(true);
        world.time.after(Duration.ofMinutes(15), () -> world.watchdog.sleeps(false));
      }
      case WATCH_TWICE -> {
        world.watchdog.watchOnce();
        world.watchdog.watchOnce();
      }
      case FORGERY -> street.forge(provider.webhook(List.of(forged())), world.vault.thiefs());
      case FOREIGN_ACCOUNT ->
          street.deliverForeign(
              Street.inAnothersName(provider.webhook(List.of(forged())), Town.account(sendClass)));
      case PROVIDER_STORM -> street.storm(Duration.ofMinutes(2));
      case SLACK_STORM -> street.slackStorm(Duration.ofMinutes(2));
      case DEAD_LETTERS -> {
        // The queues give up early from the beginning; nothing happens at one time.
      }
      case NO_TEAM_QUEUE -> world.loseTeamQueue(Town.OTHER_TEAM);
    }
  }

  private static Said forged() {
    return new Said(
        999,
        new Person(7, false, false),
        Said.Kind.UNKNOWN,
        Oracle.FORGED,
        0,
        false,
        999,
        Said.NOTHING);
  }
}
