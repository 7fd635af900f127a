package dragoman.conversation;

import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.Escalation;
import dragoman.message.Reply;
import dragoman.message.Task;
import java.time.Instant;
import java.util.Optional;

/** Something the outside world will see, decided once. */
public sealed interface Effect {
  EffectId id();

  /** A lower-case word for lists and logs. */
  String kind();

  /** The same effect; if it is a reply, it goes out by its address. */
  default Effect withoutHandle() {
    return switch (this) {
      case Answering(var reply, var before, var after) ->
          new Answering(reply.with(Optional.empty()), before, after);
      case Assigning _, Escalating _ -> this;
    };
  }

  /**
   * @param before when the channel stops letting us answer freely
   * @param after the earlier reply of this conversation, which must have ended before this one is
   *     sent
   */
  record Answering(Reply reply, Optional<Instant> before, Optional<EffectRef> after)
      implements Effect {
    @Override
    public EffectId id() {
      return reply.id();
    }

    @Override
    public String kind() {
      return "reply";
    }
  }

  record Assigning(Task task) implements Effect {
    @Override
    public EffectId id() {
      return task.id();
    }

    @Override
    public String kind() {
      return "task";
    }
  }

  record Escalating(Escalation escalation) implements Effect {
    @Override
    public EffectId id() {
      return escalation.id();
    }

    @Override
    public String kind() {
      return "escalation";
    }
  }
}
