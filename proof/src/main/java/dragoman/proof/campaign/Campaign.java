package dragoman.proof.campaign;

import dragoman.channel.SendClass;
import dragoman.proof.campaign.Workers.Job;
import dragoman.proof.simulation.Fault;
import dragoman.proof.simulation.Faults;
import dragoman.proof.simulation.Script;
import dragoman.proof.simulation.Scripts;
import dragoman.proof.simulation.Simulation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The kinds of campaign. Each says how many runs it will be, makes them, and tallies. */
public final class Campaign {
  /** How likely each kind of fault is: 0.045 % for all together. */
  public static final double RARE = 0.00045 / Faults.KINDS;

  /** The kinds of which every pair is tried: those that leave something half done. */
  private static final List<Fault> IN_PAIRS =
      List.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.AMBIGUOUS, Fault.LATE);

  private static final long FIXED_SEED = 1;

  private final LongConsumer progress;
  private final BooleanSupplier enough;

  /**
   * @param progress told after each run how many there were
   * @param enough asked before each run whether to stop
   */
  public Campaign(LongConsumer progress, BooleanSupplier enough) {
    this.progress = progress;
    this.enough = enough;
  }

  /** Seeds from one on, each with a script and faults of its own, under each send class. */
  public Tally schedules(long from, long seeds) {
    var tally = new Tally();
    schedules(from, seeds, tally);
    return tally;
  }

  void schedules(long from, long seeds, Workers.Reader reader) {
    run(
        LongStream.range(from, from + seeds)
            .boxed()
            .flatMap(seed -> Stream.of(SendClass.values()).map(it -> seeded(it, seed)))
            .iterator(),
        reader);
  }

  /** What a provider without keys and receipts costs, with few faults. */
  public Tally blind(long from, long seeds) {
    return run(
        LongStream.range(from, from + seeds)
            .mapToObj(
                seed ->
                    new Job(
                        Simulation.of(SendClass.BLIND, seed, RARE),
                        "--seed %d --send-class BLIND --rare".formatted(seed)))
            .iterator());
  }

  /** One event, a thousand times at once and ten thousand times after. */
  public Tally storm() {
    return run(
        Stream.of(SendClass.values())
            .map(it -> scripted(it, Scripts.storm(), Map.of()))
            .iterator());
  }

  /** Every kind of fault at every call of these scripts. */
  public Tally singles(List<Script> scripts) {
    return run(
        scripts.stream()
            .flatMap(script -> Scripts.classes(script).stream().flatMap(it -> singles(it, script)))
            .iterator());
  }

  private Stream<Job> singles(SendClass sendClass, Script script) {
    return IntStream.range(0, calls(sendClass, script, Map.of()))
        .boxed()
        .flatMap(
            call ->
                Stream.of(Fault.values())
                    .filter(it -> it != Fault.NONE)
                    .map(it -> scripted(sendClass, script, Map.of(call, it))));
  }

  /** Every pair of faults at every two calls of these scripts. */
  public Tally pairs(List<Script> scripts) {
    return run(
        scripts.stream()
            .flatMap(script -> Stream.of(SendClass.values()).flatMap(it -> pairs(it, script)))
            .iterator());
  }

  private Stream<Job> pairs(SendClass sendClass, Script script) {
    return IntStream.range(0, calls(sendClass, script, Map.of()))
        .boxed()
        .flatMap(
            first -> IN_PAIRS.stream().flatMap(fault -> after(sendClass, script, first, fault)));
  }

  /** The second fault may come at any later call that there is after the first. */
  private Stream<Job> after(SendClass sendClass, Script script, int first, Fault fault) {
    return IntStream.range(first + 1, calls(sendClass, script, Map.of(first, fault)))
        .boxed()
        .flatMap(
            second ->
                IN_PAIRS.stream()
                    .map(it -> scripted(sendClass, script, Map.of(first, fault, second, it))));
  }

  private static int calls(SendClass sendClass, Script script, Map<Integer, Fault> faults) {
    return scripted(sendClass, script, faults).simulation().run().calls();
  }

  /** The run that a seed stands for. */
  public static Simulation simulation(SendClass sendClass, long seed, boolean rare) {
    return Simulation.of(sendClass, seed, rare ? RARE : 0);
  }

  /** A script with faults at these calls. */
  public static Simulation simulation(
      SendClass sendClass, Script script, Map<Integer, Fault> faults) {
    return new Simulation(sendClass, script, new Faults.Planned(faults), FIXED_SEED);
  }

  private static Job seeded(SendClass sendClass, long seed) {
    return new Job(
        simulation(sendClass, seed, false), "--seed %d --send-class %s".formatted(seed, sendClass));
  }

  private static Job scripted(SendClass sendClass, Script script, Map<Integer, Fault> faults) {
    var replay = new ArrayList<String>();
    replay.add("--script %s --send-class %s".formatted(script.name(), sendClass));
    faults.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(it -> replay.add("--fault %d=%s".formatted(it.getKey(), it.getValue())));
    return new Job(simulation(sendClass, script, faults), String.join(" ", replay));
  }

  private Tally run(Iterator<Job> jobs) {
    var tally = new Tally();
    run(jobs, tally);
    return tally;
  }

  private void run(Iterator<Job> jobs, Workers.Reader reader) {
    var runs = new AtomicLong();
    Workers.run(
        jobs,
        (job, result) -> {
          reader.ran(job, result);
          progress.accept(runs.incrementAndGet());
        },
        enough);
  }
}
