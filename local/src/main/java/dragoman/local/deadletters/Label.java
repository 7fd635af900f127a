package dragoman.local.deadletters;

import dragoman.message.ConversationKey;
import dragoman.message.EffectHint;
import dragoman.message.EffectRef;
import dragoman.message.EscalationJson;
import dragoman.message.EventJson;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Nudge;
import dragoman.message.ParkedJson;
import dragoman.message.ReceiptJson;
import dragoman.message.ReplyEnded;
import dragoman.message.TaskJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a message is, without anything a person said.
 *
 * @param kind such as {@code text}, {@code reply} or {@code task}
 * @param channel the channel, with the account or endpoint where that is known
 * @param key the event's or effect's identity
 * @param conversation the conversation's key
 * @param team whose work it is
 * @param at when it happened, by its own account
 * @param problem why it cannot be read, or could not when it was set aside
 */
record Label(
    String kind,
    String channel,
    String key,
    Optional<String> conversation,
    Optional<String> team,
    Optional<Instant> at,
    Optional<String> problem) {

  static Label of(String body) {
    try {
      return read(body);
    } catch (Json.Malformed e) {
      return unreadable(e.getMessage());
    } catch (RuntimeException e) {
      return unreadable(e.getClass().getSimpleName());
    }
  }

  /** What a person would read: of what was set aside the body as it came. */
  static String text(String body) {
    try {
      return new String(ParkedJson.read(body).body(), StandardCharsets.UTF_8);
    } catch (Json.Malformed e) {
      return body;
    }
  }

  private static Label unreadable(String problem) {
    return new Label(
        "?", "", "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(problem));
  }

  private static Optional<String> conversation(String callback) {
    return EffectRef.parse(callback)
        .map(EffectRef::conversation)
        .or(() -> EffectHint.parse(callback).map(EffectHint::conversation))
        .map(ConversationKey::value);
  }

  private static Label read(String body) throws Json.Malformed {
    var version = Json.read(body).path("v").asText();
    return switch (version) {
      case EventJson.VERSION -> event(body);
      case ReceiptJson.VERSION -> {
        var it = ReceiptJson.read(body);
        yield readable(
            "receipt " + it.status().name().toLowerCase(Locale.ROOT),
            it.channel() + "/" + it.account(),
            it.key().value(),
            it.callback().flatMap(Label::conversation),
            Optional.empty(),
            it.at());
      }
      case TaskJson.VERSION -> {
        var it = TaskJson.read(body);
        yield readable(
            "task",
            it.channel() + "/" + it.account(),
            it.id().value(),
            Optional.of(it.conversation().value()),
            Optional.of(it.team()),
            it.at());
      }
      case EscalationJson.VERSION -> {
        var it = EscalationJson.read(body);
        yield readable(
            "escalation",
            it.channel(),
            it.id().value(),
            Optional.of(it.ref().conversation().value()),
            Optional.of(it.team()),
            it.at());
      }
      case ParkedJson.VERSION -> {
        var it = ParkedJson.read(body);
        yield new Label(
            "parked",
            it.where(),
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.of(it.at()),
            Optional.of(it.reason()));
      }
      // A reply's letter is between Route and Deliver; what is shown of it is all it says.
      case "outgoing.v1" -> {
        var json = Json.read(body);
        var ref =
            EffectRef.parse(json.path("effect").asText())
                .orElseThrow(() -> new Json.Malformed("effect is not well-formed"));
        yield new Label(
            "reply",
            json.path("lane").asText(),
            ref.event().value(),
            Optional.of(ref.conversation().value()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
      }
      default -> unreadable("of a version this Dragoman does not know");
    };
  }

  private static Label event(String body) throws Json.Malformed {
    return switch (EventJson.read(body)) {
      case InboundMessage it ->
          readable(
              it.content().kind(),
              it.channel() + "/" + it.account(),
              it.key().value(),
              Optional.of(it.group().value()),
              Optional.empty(),
              it.at());
      case ReplyEnded it ->
          new Label(
              "reply-ended",
              "",
              it.key().value(),
              Optional.of(it.conversation().value()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      case Nudge it ->
          readable(
              "nudge",
              "",
              it.key().value(),
              Optional.of(it.conversation().value()),
              Optional.empty(),
              it.dueAt());
    };
  }

  private static Label readable(
      String kind,
      String channel,
      String key,
      Optional<String> conversation,
      Optional<String> team,
      Instant at) {
    return new Label(kind, channel, key, conversation, team, Optional.of(at), Optional.empty());
  }
}
