package dragoman.local.command;

import dragoman.local.deadletters.Order;
import dragoman.local.deadletters.Order.What;
import dragoman.local.deadletters.Selection;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What redriving and discarding have in common: whom, why, and how it is told. */
final class DlqActing {
  private static final int LONGEST_REASON = 200;

  /** How long what is in hand may take after Ctrl-C. */
  private static final int LAST_SECONDS = 10;

  @Mixin private DlqOptions options;

  @Parameters(paramLabel = "QUEUE", description = "As './dragoman dlq list' names it.")
  private String queue;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; it is recorded.")
  private String reason;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who does it; it is recorded (default: this machine's user).")
  private String operator;

  @Option(names = "--id", paramLabel = "ID", description = "Only this message; may be repeated.")
  private Set<String> ids = new LinkedHashSet<>();

  @Option(
      names = "--conversation",
      paramLabel = "KEY",
      description = "Only this conversation, or those that begin so; may be repeated.")
  private Set<String> conversations = new LinkedHashSet<>();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many messages.")
  private Integer limit;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  boolean selective() {
    return !ids.isEmpty() || !conversations.isEmpty();
  }

  boolean dryRun() {
    return dryRun;
  }

  /**
   * Does it and tells of it.
   *
   * @return 0 if all that was meant is done, else 1
   */
  int carryOut(What what, PrintStream out) {
    worded("--reason", reason);
    worded("--operator", operator);
    if (limit != null) {
      DlqReport.positive("--limit", limit);
    }
    var order =
        new Order(
            what,
            new Selection(ids, conversations),
            operator,
            reason,
            dryRun,
            limit == null ? Integer.MAX_VALUE : limit);
    var layout = options.layout();
    var shelf = layout.shelf(queue);
    var stop = new AtomicBoolean();
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(stopping(stop, ended));
    try (var office = options.open(layout)) {
      var ticker = new Ticker(what.verb() + " " + shelf.queue(), office.depth(shelf), System.err);
      var outcome =
          office.carryOut(
              shelf,
              order,
              step -> {
                ticker.clear();
                out.println(
                    options.json() ? DlqReport.json(step, dryRun) : DlqReport.line(step, dryRun));
                ticker.tick();
              },
              stop::get);
      ticker.clear();
      if (options.json()) {
        out.println(DlqReport.json(outcome, order));
      } else {
        DlqReport.summary(outcome, order, layout.maxEventAge()).forEach(out::println);
      }
      out.flush();
      return outcome.complete() ? 0 : 1;
    } finally {
      ended.countDown();
    }
  }

  /** Ctrl-C lets the message in hand be finished and the others be given back. */
  private static Thread stopping(AtomicBoolean stop, CountDownLatch ended) {
    return Thread.ofPlatform()
        .name("stop")
        .unstarted(
            () -> {
              stop.set(true);
              try {
                ended.await(LAST_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static void worded(String option, String text) {
    if (text.isBlank() || text.length() > LONGEST_REASON || text.matches("(?s).*\\p{Cntrl}.*")) {
      throw new IllegalArgumentException(
          option + ": must be one line of 1 to " + LONGEST_REASON + " characters");
    }
  }
}
