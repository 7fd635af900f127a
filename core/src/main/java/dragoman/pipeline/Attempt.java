package dragoman.pipeline;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.conversation.Effect.Answering;
import dragoman.message.EffectRef;
import dragoman.message.Reply;
import dragoman.pipeline.Batch.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One reply in hand: its row, how far it is, and the queue message that brought it. */
record Attempt(Recorded recorded, Progress progress, Outgoing outgoing, Item item, Instant now) {
  /** Marks an attempt after a doubtful one: it is the last, and nothing makes the first certain. */
  static final String RESENT = "resent";

  /**
   * Marks an attempt after one with the handle whose answer was lost: only the same handle can do
   * no harm, because it is good for one of them.
   */
  static final String BY_HANDLE = "resent-by-handle";

  /** Marks an attempt after which the handle must not be used any more. */
  static final String HANDLE_LEFT = "handle-left";

  Answering answering() {
    return recorded.reply(ref().number());
  }

  Channel channel() {
    var name = answering().reply().channel();
    return Channels.named(name).orElseThrow(() -> new IllegalStateException("no channel " + name));
  }

  /** As this attempt sends it. */
  Reply reply() {
    var reply = answering().reply();
    return byHandle() ? reply : reply.with(Optional.empty());
  }

  /**
   * Whether the handle is this attempt's way. It follows from the row alone, so that whoever finds
   * the attempt unfinished knows which way it went.
   */
  boolean byHandle() {
    var note = progress.note().orElse("");
    return answering()
        .reply()
        .handle()
        .filter(
            it ->
                note.equals(BY_HANDLE)
                    || (!note.equals(HANDLE_LEFT)
                        && !note.equals(RESENT)
                        && !progress.since().isAfter(it.until())))
        .isPresent();
  }

  /** What the next attempt must know of this one, which certainly sent nothing. */
  String unsent(String code) {
    return followsDoubt() ? progress.note().orElseThrow() : byHandle() ? code : left(code);
  }

  /** What the next attempt must know of this one, of which nobody knows. */
  String doubted(String code) {
    return followsDoubt() ? progress.note().orElseThrow() : byHandle() ? BY_HANDLE : left(code);
  }

  /** How a vanished attempt is taken over. */
  String resent() {
    return byHandle() ? BY_HANDLE : RESENT;
  }

  private String left(String code) {
    return answering().reply().handle().isPresent() ? HANDLE_LEFT : code;
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
    return progress.note().filter(it -> it.equals(RESENT) || it.equals(BY_HANDLE)).isPresent();
  }

  Duration backoff() {
    return Batch.backoff(item.received());
  }
}
