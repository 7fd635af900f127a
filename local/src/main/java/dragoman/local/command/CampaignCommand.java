package dragoman.local.command;

import dragoman.channel.SendClass;
import dragoman.proof.campaign.Campaign;
import dragoman.proof.campaign.Probe;
import dragoman.proof.campaign.Tally;
import dragoman.proof.campaign.Twins;
import dragoman.proof.mutation.Checkout;
import dragoman.proof.mutation.Mutants;
import dragoman.proof.mutation.MutationReport;
import dragoman.proof.mutation.MutationRun;
import dragoman.proof.mutation.Result;
import dragoman.proof.simulation.Fault;
import dragoman.proof.simulation.Scripts;
import dragoman.proof.simulation.Simulation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The proof: the whole pipeline in simulations, with faults at every call, judged by an oracle from
 * outside. The last line is the verdict; 0 only if no promise was broken.
 */
@Command(
    name = "campaign",
    description = "Run the pipeline in simulations with faults, and look for broken promises.",
    mixinStandardHelpOptions = true)
public final class CampaignCommand implements Callable<Integer> {
  /** The most replies that may end UNKNOWN where a provider tells nothing, docs/proof.md. */
  private static final double MOST_UNKNOWN = 0.0005;

  private static final long BLIND_SEEDS = 3_000;
  private static final long TWIN_SEEDS = 500;
  private static final int MUTANT_SEEDS = 300;

  private final PrintStream out;

  @Option(names = "--schedules", paramLabel = "N", description = "How many seeds; 10000.")
  private int schedules = 10_000;

  @Option(names = "--seed-from", paramLabel = "S", description = "The first of them; 1.")
  private long seedFrom = 1;

  @Option(names = "--exhaustive", description = "Every fault at every call, and pairs of them.")
  private boolean exhaustive;

  @Option(names = "--mutants", description = "Plant bugs one at a time: each must be found.")
  private boolean mutants;

  @Option(names = "--seed", paramLabel = "N", description = "This one seed.")
  private Long seed;

  @Option(names = "--rare", description = "With --seed: with few faults, as for UNKNOWN.")
  private boolean rare;

  @Option(names = "--script", paramLabel = "NAME", description = "This one script.")
  private String script;

  @Option(
      names = "--fault",
      paramLabel = "CALL=KIND",
      description = "With --script: a fault at a call. Kinds: ${COMPLETION-CANDIDATES}.")
  private Map<Integer, Fault> faults = Map.of();

  @Option(
      names = "--send-class",
      paramLabel = "CLASS",
      description = "With --seed or --script: ${COMPLETION-CANDIDATES}; all of them if left out.")
  private SendClass sendClass;

  @Option(names = "--trace", description = "With --seed or --script: tell every step.")
  private boolean trace;

  @Option(names = "--json", description = "Print one JSON object for each part, one a line.")
  private boolean json;

  public CampaignCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (schedules < 1) {
      throw new IllegalArgumentException("--schedules " + schedules + ": must be at least 1");
    }
    if (seed == null && script == null && (trace || rare || sendClass != null)) {
      throw new IllegalArgumentException(
          "--trace, --rare and --send-class need --seed N or --script NAME");
    }
    if (script == null && !faults.isEmpty()) {
      throw new IllegalArgumentException("--fault needs --script NAME");
    }
    if (seed != null) {
      return replay(it -> Campaign.simulation(it, seed, rare), List.of(SendClass.values()));
    }
    if (script != null) {
      var named = Scripts.named(script);
      return replay(it -> Campaign.simulation(it, named, faults), Scripts.classes(named));
    }
    return mutants ? mutants() : campaign();
  }

  /** 0 only if every planted bug was found. */
  private int mutants() {
    var all = Mutants.all();
    var results =
        MutationRun.run(
            all,
            new Checkout(Home.find().folder()),
            Probe.class.getName(),
            List.of("--seeds", Integer.toString(MUTANT_SEEDS)),
            it -> System.err.println("dragoman: " + MutationReport.line(it)));
    if (json) {
      results.forEach(it -> out.println(MutationReport.json(it)));
    } else {
      out.println(MutationReport.text(results));
    }
    return results.stream().allMatch(Result::killed) ? 0 : 1;
  }

  private int replay(Function<SendClass, Simulation> simulations, List<SendClass> classes) {
    var broken = 0;
    for (var it : Optional.ofNullable(sendClass).map(List::of).orElse(classes)) {
      var simulation = simulations.apply(it);
      out.println(it + ":");
      var result = trace ? simulation.run(out::println) : simulation.run();
      broken += result.violations().size();
      result.violations().forEach(each -> out.println("  " + each));
      out.println(
          "  %d calls, %d faults, %d replies (%d unknown), hash %016x"
              .formatted(
                  result.calls(),
                  result.faults(),
                  result.replies(),
                  result.unknown(),
                  result.hash()));
    }
    return verdict(broken);
  }

  private int campaign() {
    var report = new CampaignReport(out, json);
    var parts = new ArrayList<CampaignReport.Part>();
    if (exhaustive) {
      parts.add(part(report, "every fault", 0, it -> it.singles(Scripts.all())));
      parts.add(part(report, "every pair", 0, it -> it.pairs(Scripts.core())));
    } else {
      var runs = Twins.runs(schedules);
      parts.add(part(report, "schedules", runs, it -> it.schedules(seedFrom, schedules)));
      parts.add(part(report, "storm", Twins.runs(1), Campaign::storm));
      var blind = part(report, "rare faults", BLIND_SEEDS, it -> it.blind(seedFrom, BLIND_SEEDS));
      parts.add(blind.orTooMany(MOST_UNKNOWN));
      parts.add(report.twins(() -> Twins.alike(seedFrom, TWIN_SEEDS), Twins.runs(TWIN_SEEDS)));
    }
    parts.forEach(report::part);
    return verdict(parts.stream().mapToLong(CampaignReport.Part::bad).sum());
  }

  private static CampaignReport.Part part(
      CampaignReport report, String name, long total, Function<Campaign, Tally> runs) {
    var bar = new Bar(name, total, System.err);
    var begun = System.nanoTime();
    var tally = runs.apply(new Campaign(bar::at, () -> false));
    bar.done();
    return report.of(name, tally, System.nanoTime() - begun);
  }

  private int verdict(long broken) {
    var commit = Commit.of(Home.find().folder());
    out.println(
        broken == 0
            ? "verdict: no promise was broken (commit " + commit + ")"
            : "verdict: %d BROKEN (commit %s); replay a line with ./dragoman campaign OPTIONS --trace"
                .formatted(broken, commit));
    return broken == 0 ? 0 : 1;
  }
}
