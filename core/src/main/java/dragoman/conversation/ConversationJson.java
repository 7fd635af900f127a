package dragoman.conversation;

import dragoman.message.ContextJson;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.Fields;
import dragoman.message.Json;

/**
 * How a conversation lies in its row: {@code conversation.v1}. The key and the version have
 * attributes of their own and are not repeated.
 */
public final class ConversationJson {
  private static final String VERSION = "conversation.v1";

  private ConversationJson() {}

  public static String write(Conversation it) {
    var json =
        Json.object()
            .put("v", VERSION)
            .put("channel", it.channel())
            .put("endpoint", it.endpoint())
            .put("account", it.account())
            .put("chat", it.chat());
    Fields.put(json, "ids", it.ids());
    json.set("profile", ContextJson.write(it.profile()));
    json.put("workspace", it.workspace());
    it.language().ifPresent(language -> json.put("language", language));
    json.put("owner", Fields.written(it.owner()));
    var dialogue =
        json.putObject("dialogue")
            .put("ticket", it.dialogue().ticket())
            .put("openedAt", it.dialogue().openedAt().toString());
    it.dialogue().team().ifPresent(team -> dialogue.put("team", team));
    it.dialogue().queuedAt().ifPresent(at -> dialogue.put("queuedAt", at.toString()));
    it.dialogue().severity().ifPresent(severity -> dialogue.put("severity", severity));
    json.set("understood", ContextJson.write(it.understood()));
    Fields.put(json, "reasons", it.reasons());
    json.put("lastSequence", it.lastSequence()).put("lastInboundAt", it.lastInboundAt().toString());
    it.lastReply().ifPresent(reply -> json.put("lastReply", reply.toString()));
    it.lastAnswer().ifPresent(article -> json.put("lastAnswer", article));
    var recent = json.putArray("recent");
    it.recent().forEach(line -> recent.add(ContextJson.write(line)));
    return Json.write(json);
  }

  public static Conversation read(ConversationKey key, long version, String text)
      throws Json.Malformed {
    var json = Fields.of(text, VERSION);
    return new Conversation(
        key,
        version,
        json.text("channel"),
        json.text("endpoint"),
        json.text("account"),
        json.text("chat"),
        json.texts("ids"),
        json.object("profile", ContextJson::profile),
        json.text("workspace"),
        json.optionalText("language"),
        json.constant("owner", Owner.values()),
        json.object("dialogue", ConversationJson::dialogue),
        json.object("understood", ContextJson::understanding),
        json.texts("reasons"),
        json.number("lastSequence"),
        json.instant("lastInboundAt"),
        json.optionalText("lastReply").flatMap(EffectRef::parse),
        json.optionalText("lastAnswer"),
        json.objects("recent", ContextJson::line));
  }

  private static Dialogue dialogue(Fields json) throws Json.Malformed {
    return new Dialogue(
        json.text("ticket"),
        json.instant("openedAt"),
        json.optionalText("team"),
        json.optionalInstant("queuedAt"),
        json.optionalText("severity"));
  }
}
