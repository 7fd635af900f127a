package dragoman.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.EffectRef;
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

  String write() {
    var json = Json.object().put("v", VERSION).put("effect", effect.toString()).put("lane", lane);
    after.ifPresent(it -> json.put("after", it.toString()));
    return Json.write(json);
  }

  static Outgoing read(String text) throws Json.Malformed {
    var json = Json.read(text);
    if (!VERSION.equals(json.path("v").asText())) {
      throw new Json.Malformed("v: not a version we know");
    }
    return new Outgoing(
        EffectRef.parse(json.path("effect").asText())
            .orElseThrow(() -> new Json.Malformed("effect: not a reference")),
        json.path("lane").asText(),
        Optional.of(json.path("after")).map(JsonNode::asText).flatMap(EffectRef::parse));
  }
}
