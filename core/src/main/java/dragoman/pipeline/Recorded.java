package dragoman.pipeline;

import dragoman.conversation.Decision;
import dragoman.conversation.Effect;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.Event;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The inbox row of an event: what it was, what was decided, and how far each effect is.
 *
 * @param version the conversation's version it led to: the event's place in the transcript
 * @param at when it was recorded
 * @param progress one for each effect of the decision, in the same order
 */
public record Recorded(
    ConversationKey conversation,
    Event event,
    Decision decision,
    long version,
    Instant at,
    List<Progress> progress) {
  public Recorded {
    progress = List.copyOf(progress);
  }

  static Recorded of(
      ConversationKey conversation, Event event, Decision decision, long version, Instant now) {
    return new Recorded(
        conversation,
        event,
        decision,
        version,
        now,
        decision.effects().stream().map(_ -> Progress.pending(now)).toList());
  }

  public Effect effect(int number) {
    return decision.effects().get(number);
  }

  Effect.Answering reply(int number) {
    return switch (effect(number)) {
      case Effect.Answering answering -> answering;
      case Effect.Assigning _, Effect.Escalating _ ->
          throw new IllegalStateException("not a reply: " + ref(number));
    };
  }

  /** Of the cards it asked for. */
  public Set<String> tickets() {
    return decision.effects().stream()
        .flatMap(
            it ->
                it instanceof Effect.Escalating(var escalation)
                    ? Stream.of(escalation.ticket())
                    : Stream.empty())
        .collect(Collectors.toUnmodifiableSet());
  }

  EffectRef ref(int number) {
    return new EffectRef(conversation, event.key(), number);
  }

  boolean unfinished() {
    return progress.stream().anyMatch(it -> !it.status().ended());
  }

  /** Whether every effect but these has ended. */
  boolean othersEnded(Set<Integer> these) {
    return IntStream.range(0, progress.size())
        .allMatch(it -> these.contains(it) || progress.get(it).status().ended());
  }
}
