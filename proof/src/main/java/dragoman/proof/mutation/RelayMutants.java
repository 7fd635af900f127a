package dragoman.proof.mutation;

import java.util.List;

/** Bugs of handing effects on. */
final class RelayMutants {
  private static final String RELAY = "dragoman/pipeline/Relay.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "hands-on-what-has-ended",
              "I3: each late copy of an event puts its task on the team's queue once more",
              RELAY,
              "if (progress.status().ended()) {",
              "if (progress.status() == Status.FAILED || progress.status() == Status.UNKNOWN) {"),
          new Mutant(
              "nobody-tells-for-another",
              "I8: a reply that ended badly in place of a later one, before a crash, ends in"
                  + " silence",
              RELAY,
              "tellAgain(recorded, number, progress);",
              ""),
          new Mutant(
              "a-task-is-done-before-it-is-queued",
              "I1: a crash between the mark and the queue loses the task, which counts as sent",
              RELAY,
              "assign(task, recorded.ref(number), group, again);",
              """
              ledger.finish(recorded.ref(number), now, recorded.othersEnded(Set.of(number)));
              assign(task, recorded.ref(number), group, again);
              """),
          new Mutant(
              "what-the-queue-refused-is-done",
              "I1: a task that the queue refused counts as sent",
              RELAY,
              "if (!queues.send(lane, List.of(letter)).isEmpty()) {",
              "if (queues.send(lane, List.of(letter)).size() > 1) {"),
          new Mutant(
              "dedupes-tasks-by-ticket",
              "I1: a dialogue's second task within five minutes is taken for a copy of the first",
              RELAY,
              "new Letter(group, task.id().value() + again, TaskJson.write(task))",
              "new Letter(group, task.ticket() + again, TaskJson.write(task))"),
          new Mutant(
              "a-team-without-a-queue-gets-nothing",
              "I1: a task for a team whose queue is not there yet counts as sent",
              RELAY,
              "send(new Lane.TeamLane(policy.defaultTeam()), letter);",
              ""),
          new Mutant(
              "published-counts-as-shown",
              "I3, I8: an escalation ends as sent before anybody has shown its card",
              RELAY,
              "case Effect.Escalating(var escalation) -> topic.publish(escalation);",
              """
              case Effect.Escalating(var escalation) -> {
                topic.publish(escalation);
                ledger.finish(recorded.ref(number), now, recorded.othersEnded(Set.of(number)));
              }
              """),
          new Mutant(
              "queued-counts-as-sent",
              "I1, I8: a reply ends as sent once it is on the queue",
              RELAY,
              """
              case Effect.Answering(var reply, _, var after) ->
                  send(
                      new Lane.Outbound(),
                      new Letter(group, reply.id().value() + again, Outgoing.of(reply, after).write()));
              """,
              """
              case Effect.Answering(var reply, _, var after) -> {
                send(
                    new Lane.Outbound(),
                    new Letter(group, reply.id().value() + again, Outgoing.of(reply, after).write()));
                ledger.finish(recorded.ref(number), now, recorded.othersEnded(Set.of(number)));
              }
              """));

  private RelayMutants() {}
}
