package dragoman.local.deadletters;

import dragoman.message.Content;
import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EventJson;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Sender;
import dragoman.message.Task;
import dragoman.message.TaskJson;
import dragoman.message.Understanding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Messages to find dead. */
final class Dead {
  static final String ACCOUNT = "100000000000001";

  private Dead() {}

  static String group(String who) {
    return ConversationKey.of("main", "whatsapp", ACCOUNT, who).value();
  }

  static InboundMessage message(String who, String id, Instant at, String text) {
    return new InboundMessage(
        EventKey.of("main", "whatsapp", ACCOUNT, "message", id),
        ConversationKey.of("main", "whatsapp", ACCOUNT, who),
        "whatsapp",
        "main",
        ACCOUNT,
        new Sender(who, List.of(who), Optional.empty(), Optional.empty()),
        who,
        false,
        new Content.Text(text),
        "text",
        id,
        at,
        at.getEpochSecond());
  }

  static String event(String who, String id, Instant at) {
    return EventJson.write(message(who, id, at, "what " + id + " says"));
  }

  static String task(String team, Instant at) {
    var message = message("911", "wamid.task", at, "help");
    return TaskJson.write(
        new Task(
            EffectId.of(message.key(), "task", 0),
            Task.Kind.OPENED,
            "D-1",
            message.group(),
            "creators",
            team,
            Optional.empty(),
            new Understanding(Optional.empty(), Optional.empty(), 0, List.of()),
            List.of(),
            "policy",
            "whatsapp",
            "main",
            ACCOUNT,
            "911",
            Optional.empty(),
            Optional.empty(),
            message.content(),
            "wamid.task",
            List.of(),
            "911",
            Optional.empty(),
            at,
            false,
            Optional.empty()));
  }

  /** As it lies on a FIFO shelf. */
  static DeadLetter letter(String id, String body) {
    return new DeadLetter(
        id,
        "handle",
        body,
        Optional.of("group"),
        Optional.of("dedupe"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        java.util.Map.of());
  }
}
