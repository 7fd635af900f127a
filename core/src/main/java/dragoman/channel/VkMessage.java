package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import java.util.Optional;

/**
 * A message to the community, in the form of API 5.103 ({@code object.message} beside {@code
 * client_info}) or in the older one ({@code object} is the message).
 *
 * <p>In a chat of several people {@code id} is 0: a message is known by its chat and its number in
 * it.
 */
final class VkMessage {
  private VkMessage() {}

  static void read(VkEvent event, Gate.Findings found) throws Fields.Gap {
    var object = event.object();
    var message = object.path("message").isObject() ? object.path("message") : object;
    if (!message.isObject()) {
      throw new Fields.Gap("object", "is not a message");
    }
    var from = sender(message);
    if (!VkEvent.isId(from) || message.path("out").asInt() == 1) {
      found.ignored(isOurs(from, event) ? "our own echo" : "no person said it", event.type());
      return;
    }
    var peer = VkEvent.peer(message, from);
    var id = id(message, peer);
    var edited = event.type().equals("message_edit");
    var at = Fields.seconds(message, edited ? "update_time" : "date", event.now());
    // An edit without an event's id is known by its time: a message may be edited again.
    var eventId = event.eventId().orElse(edited ? id + ":" + at.getEpochSecond() : id);
    var said = VkContent.of(message);
    for (var i = 0; i < said.size(); i++) {
      var content = said.get(i).content();
      found.add(
          event.message(
              from,
              peer,
              edited ? new Content.Edited(content, part(id, i)) : content,
              edited ? Fields.word("message_edit:" + said.get(i).type()) : said.get(i).type(),
              part(id, i),
              part(eventId, i),
              at));
    }
  }

  private static String part(String id, int number) {
    return number == 0 ? id : id + "#" + number;
  }

  private static boolean isOurs(String from, VkEvent event) {
    return from.equals("-" + event.account()) || VkEvent.isId(from);
  }

  /** {@code user_id} before API 5.80. */
  private static String sender(JsonNode message) throws Fields.Gap {
    return Fields.id(message, message.has("from_id") ? "from_id" : "user_id", "object.from_id");
  }

  private static String id(JsonNode message, String peer) throws Fields.Gap {
    var inChat = Fields.text(message, "conversation_message_id").map(it -> peer + "_" + it);
    return Optional.of(peer)
        .filter(it -> !VkEvent.isChat(it))
        .flatMap(_ -> Answers.id(message, "id"))
        .filter(it -> !it.equals("0"))
        .or(() -> inChat.filter(it -> it.length() <= Fields.MAX_ID))
        .orElseThrow(
            () -> new Fields.Gap("object.id", "is missing, and so is the conversation_message_id"));
  }
}
