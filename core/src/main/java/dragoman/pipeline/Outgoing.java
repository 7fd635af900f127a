package dragoman.pipeline;

import dragoman.channel.Capability;
import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.message.EffectRef;
import dragoman.message.Fields;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.util.Optional;

/**
 * What waits on the outbound queue: only where the reply is recorded, and what must be known before
 * it is claimed.
 *
 * @param lane the channel and account it goes out by, {@code whatsapp/1001}
 * @param after the earlier reply that must have ended
 */
record Outgoing(EffectRef effect, String lane, Optional<EffectRef> after) {
  private static final String VERSION = "outgoing.v1";

  static Outgoing of(Reply reply, Optional<EffectRef> after) {
    return new Outgoing(reply.ref(), reply.channel() + "/" + reply.account(), after);
  }

  /** The provider's limits; a channel that is no longer known has none. */
  Optional<Capability> limits() {
    return Channels.named(lane.substring(0, Math.max(0, lane.indexOf('/'))))
        .map(Channel::capability);
  }

  String write() {
    var json = Json.object().put("v", VERSION).put("effect", effect.toString()).put("lane", lane);
    after.ifPresent(it -> json.put("after", it.toString()));
    return Json.write(json);
  }

  static Outgoing read(String text) throws Json.Malformed {
    var json = Fields.of(text, VERSION);
    return new Outgoing(json.effect("effect"), json.text("lane"), json.optionalEffect("after"));
  }
}
