package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Handle;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One event of a LINE webhook (Messaging API reference, "Webhook event objects"). Its identity is
 * {@code webhookEventId}, which a redelivery repeats; bodies from before 2022 have none, and go by
 * the message's id or the moment.
 */
final class LineEvent {
  /** Of the console's Verify: nobody wrote, and nobody can be answered. */
  private static final Set<String> DUMMIES = Set.of("0".repeat(32), "f".repeat(32));

  /** What is between LINE and the account's owner, and no person's doing. */
  private static final Set<String> ADMINISTRATIVE =
      Set.of("activated", "deactivated", "botSuspended", "botResumed", "module", "delivery");

  /** A reply token is good for a minute from when LINE sent it ("Send reply message"). */
  private static final Duration TOKEN_LASTS = Duration.ofSeconds(50);

  private LineEvent() {}

  static void read(
      JsonNode event,
      Optional<String> destination,
      Optional<String> account,
      Endpoint endpoint,
      Instant now,
      Gate.Findings found) {
    var type = Fields.word(event.path("type").asText());
    if (DUMMIES.contains(event.path("replyToken").asText().toLowerCase(Locale.ROOT))) {
      found.ignored("the console's test", type);
    } else if (event.path("mode").asText().equals("standby")) {
      found.ignored("another system has the chat", "standby:" + type);
    } else if (ADMINISTRATIVE.contains(type)) {
      found.ignored("not a message", type);
    } else if (account.isEmpty()) {
      found.unreadable("account not configured at this endpoint", alone(event, destination));
    } else {
      try {
        readSaid(event, type, account.get(), endpoint, now, found);
      } catch (Fields.Gap e) {
        found.unreadable(e.getMessage(), alone(event, destination));
      }
    }
  }

  /** The event as a body of its own, so that what is set aside can be read again. */
  private static String alone(JsonNode event, Optional<String> destination) {
    var body = Json.object();
    destination.ifPresent(it -> body.put("destination", it));
    body.putArray("events").add(event);
    return Json.write(body);
  }

  private static void readSaid(
      JsonNode event,
      String type,
      String account,
      Endpoint endpoint,
      Instant now,
      Gate.Findings found)
      throws Fields.Gap {
    if (Fields.text(event, "type").isEmpty()) {
      throw new Fields.Gap("events[].type", "is missing");
    }
    if (!event.path("source").isObject()) {
      found.ignored("nobody said it", type);
      return;
    }
    var source = Source.of(event.path("source"));
    var said = LineContent.of(event, type);
    var at = Fields.millis(event, "timestamp", now);
    var id =
        event.has("webhookEventId")
            ? Fields.id(event, "webhookEventId", "events[].webhookEventId")
            : String.join(":", said.target().orElse(""), source.chat(), moment(event));
    found.add(
        new InboundMessage(
            endpoint.eventKey(account, type, id),
            endpoint.conversationKey(account, source.chat()),
            Line.NAME,
            endpoint.name(),
            account,
            Sender.of(source.sender()),
            source.chat(),
            source.inGroup(),
            said.content(),
            said.type(),
            said.target().orElse(id),
            at,
            at.toEpochMilli(),
            handle(event, at)));
  }

  private static Optional<Handle> handle(JsonNode event, Instant at) {
    return Fields.text(event, "replyToken")
        .filter(token -> token.length() <= Fields.MAX_ID)
        .map(token -> new Handle(token, at.plus(TOKEN_LASTS)));
  }

  /** As it was written, so that a repeated body repeats it. */
  private static String moment(JsonNode event) {
    return Fields.text(event, "timestamp").orElse("");
  }

  /**
   * Where it was said and by whom. A group tells its member only if they agreed to it, and then is
   * the sender itself. Of a kind of source we do not know, and that has no id, no person is known:
   * like a group it is not answered.
   */
  private record Source(String chat, String sender, boolean inGroup) {
    static Source of(JsonNode source) throws Fields.Gap {
      var type = Fields.word(source.path("type").asText());
      if (type.equals("user")) {
        var user = Fields.id(source, "userId", "events[].source.userId");
        return new Source(user, user, false);
      }
      var chat =
          switch (type) {
            case "group" -> Fields.id(source, "groupId", "events[].source.groupId");
            case "room" -> Fields.id(source, "roomId", "events[].source.roomId");
            default ->
                Stream.of("groupId", "roomId", "chatId", "userId")
                    .flatMap(name -> Fields.text(source, name).stream())
                    .filter(id -> id.length() <= Fields.MAX_ID)
                    .findFirst()
                    .orElse(type);
          };
      var member = Fields.text(source, "userId").filter(id -> id.length() <= Fields.MAX_ID);
      return new Source(chat, member.orElse(chat), true);
    }
  }
}
