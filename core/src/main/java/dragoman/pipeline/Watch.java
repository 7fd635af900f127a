package dragoman.pipeline;

import dragoman.message.EventJson;
import dragoman.message.Nudge;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The second line: each minute, whatever should have been finished by now enters its conversation
 * as an event. It covers the whole overdue range, so a minute skipped or run twice changes nothing.
 */
public final class Watch {
  /** How many ways the due index is split, so that no one partition takes all writes. */
  public static final int SHARDS = 4;

  /** How many of a shard are taken up in one minute. */
  private static final int PAGE = 500;

  private final Ledger ledger;
  private final Queues queues;
  private final Doors.Log log;

  public Watch(Ledger ledger, Queues queues, Doors.Log log) {
    this.ledger = ledger;
    this.queues = queues;
    this.log = log;
  }

  /**
   * @param enough asked before each call whether there is time for one more; what is left comes
   *     next minute
   * @return how many conversations were nudged
   */
  public int watch(Instant now, BooleanSupplier enough) {
    var nudged = nudge(now, enough);
    var quietest = ledger.lastHeard().entrySet().stream().min(Map.Entry.comparingByValue());
    log.log(
        new LogEvent.Watched(
            nudged,
            quietest.map(Map.Entry::getKey).orElse(""),
            quietest.map(it -> Duration.between(it.getValue(), now).toSeconds()).orElse(0L)));
    return nudged;
  }

  private int nudge(Instant now, BooleanSupplier enough) {
    var nudged = 0;
    for (var shard = 0; shard < SHARDS && enough.getAsBoolean(); shard++) {
      var letters =
          ledger.due(shard, now, PAGE).stream()
              .map(it -> Nudge.of(it.conversation(), it.event(), it.dueAt()))
              .map(it -> new Letter(it.group().value(), it.key().value(), EventJson.write(it)))
              .toList();
      for (var packet : Packets.of(letters)) {
        if (!enough.getAsBoolean()) {
          return nudged;
        }
        var refused = queues.send(new Lane.Inbound(), packet);
        if (!refused.isEmpty()) {
          log.log(new LogEvent.StepFailed("watch", "letters not taken", 0, ""));
        }
        nudged += packet.size() - refused.size();
      }
    }
    return nudged;
  }

  /** The shard of the due index a key belongs to. */
  public static int shard(String key) {
    return Character.digit(key.charAt(0), 16) % SHARDS;
  }
}
