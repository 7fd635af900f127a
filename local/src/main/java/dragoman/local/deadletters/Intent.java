package dragoman.local.deadletters;

import dragoman.functions.DynamoOperations.Entry;
import dragoman.local.deadletters.Walk.Held;
import dragoman.local.deadletters.Way.Onward;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A message that is about to go on.
 *
 * @param group what it keeps its order with
 */
record Intent(Held held, Label label, String group, Way.On way) {
  DeadLetter letter() {
    return held.letter();
  }

  Optional<String> conversation() {
    return letter().group().or(label::conversation);
  }

  List<String> queues() {
    return way.letters().stream().map(Onward::queue).toList();
  }

  /** As it is written down beforehand. */
  Entry entry() {
    var facts = new TreeMap<String, String>();
    facts.put("kind", label.kind());
    facts.put("key", label.key());
    conversation().ifPresent(it -> facts.put("conversation", it));
    if (!way.letters().isEmpty()) {
      facts.put("to", joined(Onward::queue));
      facts.put("dedupe", joined(Onward::dedupe));
    }
    return new Entry(letter().id(), facts);
  }

  private String joined(Function<Onward, String> part) {
    return way.letters().stream().map(part).collect(Collectors.joining(" "));
  }
}
