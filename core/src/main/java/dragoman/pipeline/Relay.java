package dragoman.pipeline;

import dragoman.conversation.Effect;
import dragoman.message.EffectRef;
import dragoman.message.Task;
import dragoman.message.TaskJson;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.Queues;
import dragoman.pipeline.Progress.Status;
import dragoman.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Hands recorded effects on: replies and tasks to their queues, escalations to the topic. What is
 * handed on twice carries the same id and is claimed by its consumer, so it is seen once.
 */
final class Relay {
  private final Policy policy;
  private final Ledger ledger;
  private final Queues queues;
  private final Doors.Topic topic;
  private final Endings endings;
  private final Doors.Log log;

  Relay(Policy policy, Ledger ledger, Queues queues, Doors.Topic topic, Doors.Log log) {
    this.policy = policy;
    this.ledger = ledger;
    this.queues = queues;
    this.topic = topic;
    this.endings = new Endings(queues, log);
    this.log = log;
  }

  /**
   * @param again put behind the deduplication id when the queue must not take it for a copy of an
   *     earlier one
   * @return how many were handed on
   */
  int relay(Recorded recorded, String again, Instant now) {
    var handed = 0;
    for (var number = 0; number < recorded.progress().size(); number++) {
      var progress = recorded.progress().get(number);
      if (progress.status().ended()) {
        tellAgain(recorded, number, progress);
        continue;
      }
      var group = recorded.conversation().value();
      switch (recorded.effect(number)) {
        case Effect.Answering(var reply, _, var after) ->
            send(
                new Lane.Outbound(),
                new Letter(group, reply.id().value() + again, Outgoing.of(reply, after).write()));
        case Effect.Assigning(var task) -> {
          assign(task, recorded.ref(number), group, again);
          // It ends here, from its queue on it is the team's; and at once, or it would be handed on
          // again for as long as one of the others cannot be.
          ledger.finish(recorded.ref(number), now, recorded.othersEnded(Set.of(number)));
        }
        case Effect.Escalating(var escalation) -> topic.publish(escalation);
      }
      handed++;
    }
    return handed;
  }

  /**
   * A reply can end badly before its own letter is sent, in place of a later one; whoever ended it
   * may have crashed before telling, and no letter of it would ever make good for that.
   */
  private void tellAgain(Recorded recorded, int number, Progress progress) {
    if (recorded.effect(number) instanceof Effect.Answering(var reply, _, _)
        && (progress.status() == Status.FAILED || progress.status() == Status.UNKNOWN)) {
      endings.tell(
          reply.ref(),
          reply.channel() + "/" + reply.account(),
          progress.status(),
          progress.note().orElse(""));
    }
  }

  private void assign(Task task, EffectRef effect, String group, String again) {
    var letter = new Letter(group, task.id().value() + again, TaskJson.write(task));
    try {
      send(new Lane.TeamLane(task.team()), letter);
    } catch (Doors.NoSuchQueue e) {
      log.log(new LogEvent.TeamQueueMissing(effect, task.team(), policy.defaultTeam()));
      send(new Lane.TeamLane(policy.defaultTeam()), letter);
    }
  }

  private void send(Lane lane, Letter letter) {
    if (!queues.send(lane, List.of(letter)).isEmpty()) {
      throw new Doors.Unavailable("the queue did not take it: " + lane.getClass().getSimpleName());
    }
  }
}
