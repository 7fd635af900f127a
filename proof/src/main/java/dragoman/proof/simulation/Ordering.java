package dragoman.proof.simulation;

import dragoman.conversation.Effect;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Task;
import dragoman.pipeline.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * I4: processed as accepted, and seen and assigned as processed; but for what an operator put back.
 */
record Ordering(Evidence seen) {

  void judge() {
    processed();
    seen.byConversation
        .values()
        .forEach(
            its -> {
              if (its.stream().noneMatch(it -> redriven(group(it)))) {
                shown(its);
              }
            });
  }

  private boolean redriven(String group) {
    return seen.world.journal.redriven.contains(group);
  }

  private static String group(Recorded row) {
    return row.event().group().value();
  }

  private void processed() {
    var places = new HashMap<EventKey, Integer>();
    for (var i = 0; i < seen.rows.size(); i++) {
      if (seen.rows.get(i).event() instanceof InboundMessage message) {
        places.put(message.key(), i);
      }
    }
    seen.world.journal.accepted.forEach(
        (group, keys) -> {
          if (!redriven(group)) {
            rising(
                "messages were processed in another order than accepted",
                keys.stream().map(places::get).filter(Objects::nonNull).toList());
          }
        });
  }

  private void shown(List<Recorded> its) {
    var replies = new ArrayList<Integer>();
    // Who writes under two ids writes in two groups of the queue; tasks keep each one's order.
    var tasks = new LinkedHashMap<String, List<Integer>>();
    for (var row : its) {
      for (var effect : row.decision().effects()) {
        switch (effect) {
          case Effect.Answering(var reply, _, _) ->
              first(
                      seen.world.journal.seen,
                      it ->
                          it.person() == Provider.numbered(reply.to())
                              && it.text().equals(reply.text()))
                  .ifPresent(replies::add);
          case Effect.Assigning(var task) ->
              first(seen.desk, it -> it.id().equals(task.id()))
                  .ifPresent(
                      it -> tasks.computeIfAbsent(group(row), _ -> new ArrayList<>()).add(it));
          case Effect.Escalating _ -> {}
        }
      }
    }
    rising("replies were seen in another order than decided", replies);
    if (seen.desk.stream().map(Task::team).distinct().count() <= 1) {
      tasks.values().forEach(it -> rising("tasks lie in another order than decided", it));
    }
  }

  private static <T> Optional<Integer> first(List<T> in, Predicate<T> wanted) {
    for (var i = 0; i < in.size(); i++) {
      if (wanted.test(in.get(i))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private void rising(String what, List<Integer> places) {
    for (var i = 1; i < places.size(); i++) {
      if (places.get(i) < places.get(i - 1)) {
        seen.broken("I4", what);
        return;
      }
    }
  }
}
