package dragoman.pipeline;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.conversation.Effect.Answering;
import dragoman.message.EffectRef;
import dragoman.pipeline.Batch.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One reply in hand: its row, how far it is, and the queue message that brought it. */
record Attempt(Recorded recorded, Progress progress, Outgoing outgoing, Item item, Instant now) {
  /** Marks an attempt after a doubtful one: it is the last, and nothing makes the first certain. */
  static final String RESENT = "resent";

  Answering answering() {
    return recorded.reply(ref().number());
  }

  Channel channel() {
    var name = answering().reply().channel();
    return Channels.named(name).orElseThrow(() -> new IllegalStateException("no channel " + name));
  }

  EffectRef ref() {
    return outgoing.effect();
  }

  Duration age() {
    return Duration.between(progress.since(), now);
  }

  LogEvent sent() {
    var waited = Duration.between(recorded.at(), now).toMillis();
    return new LogEvent.ReplySent(ref(), outgoing.lane(), progress.attempt(), waited);
  }

  boolean followsDoubt() {
    return progress.note().equals(Optional.of(RESENT));
  }

  Duration backoff() {
    return Batch.backoff(item.received());
  }
}
