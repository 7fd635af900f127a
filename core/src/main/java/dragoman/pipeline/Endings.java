package dragoman.pipeline;

import dragoman.message.EffectRef;
import dragoman.message.EventJson;
import dragoman.message.ReplyEnded;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.Queues;
import java.util.List;

/**
 * Tells a conversation that one of its replies did not arrive, or that nobody knows: an event like
 * any other, so that it becomes a person's task exactly once.
 */
final class Endings {
  private final Queues queues;
  private final Doors.Log log;

  Endings(Queues queues, Doors.Log log) {
    this.queues = queues;
    this.log = log;
  }

  void tell(EffectRef effect, String channel, Progress.Status status, String reason) {
    log.log(new LogEvent.ReplyEndedBadly(effect, channel, status, reason));
    var event = ReplyEnded.of(effect, status == Progress.Status.UNKNOWN, reason);
    var letter = new Letter(event.group().value(), event.key().value(), EventJson.write(event));
    if (!queues.send(new Lane.Inbound(), List.of(letter)).isEmpty()) {
      throw new Doors.Unavailable("the inbound queue did not take it");
    }
  }
}
