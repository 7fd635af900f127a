package dragoman.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.Consent;
import dragoman.message.Content;
import dragoman.message.ContextJson;
import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.Escalation;
import dragoman.message.Event;
import dragoman.message.EventKey;
import dragoman.message.Fields;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Reply;
import dragoman.message.Task;
import dragoman.message.TaskJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * How a decision lies in the inbox row, beside the event it was made about: {@code decision.v1}.
 *
 * <p>What the event says already is not written again: an update of a row is paid by the row's
 * size.
 */
public final class DecisionJson {
  private static final String VERSION = "decision.v1";

  private DecisionJson() {}

  public static String write(Decision decision) {
    var json = Json.object().put("v", VERSION).put("action", Fields.written(decision.action()));
    json.set("understood", ContextJson.write(decision.understood()));
    json.put("workspace", decision.workspace());
    decision.team().ifPresent(team -> json.put("team", team));
    decision.article().ifPresent(article -> json.put("article", article));
    Fields.put(json, "reasons", decision.reasons());
    json.put("policy", decision.policy()).put("late", decision.late());
    if (decision.heeds()) {
      json.put("heeds", true);
    }
    decision
        .consent()
        .ifPresent(
            it ->
                json.putObject("consent")
                    .put("given", it.given())
                    .put("word", it.word())
                    .put("at", it.at().toString()));
    var effects = json.putArray("effects");
    for (var effect : decision.effects()) {
      var into = effects.addObject();
      switch (effect) {
        case Effect.Answering answering -> write(answering, into);
        case Effect.Assigning(var task) -> write(task, into);
        case Effect.Escalating(var escalation) -> write(escalation, into);
      }
    }
    return Json.write(json);
  }

  public static Decision read(ConversationKey conversation, Event event, String text)
      throws Json.Malformed {
    var json = Fields.of(text, VERSION);
    var bare =
        new Decision(
            json.constant("action", Action.values()),
            json.object("understood", ContextJson::understanding),
            json.text("workspace"),
            json.optionalText("team"),
            json.optionalText("article"),
            json.texts("reasons"),
            json.text("policy"),
            json.flag("late"),
            json.optionalFlag("heeds"),
            json.optionalObject(
                "consent", it -> new Consent(it.flag("given"), it.text("word"), it.instant("at"))),
            List.of());
    var place = new Place(conversation, event, bare);
    var effects = new ArrayList<Effect>();
    for (var one : json.objects("effects", fields -> fields)) {
      effects.add(effect(one, place, effects.size()));
    }
    return bare.with(effects);
  }

  /** What an effect need not repeat. */
  private record Place(ConversationKey conversation, Event event, Decision decision) {
    EffectRef ref(int number) {
      return new EffectRef(conversation, event.key(), number);
    }

    InboundMessage message() throws Json.Malformed {
      if (event instanceof InboundMessage message) {
        return message;
      }
      throw new Json.Malformed("effects: an effect that only a message can have");
    }
  }

  private static void write(Effect.Answering answering, ObjectNode into) {
    var reply = into.putObject("reply").put("text", answering.reply().text());
    answering
        .reply()
        .link()
        .ifPresent(link -> reply.put("label", link.label()).put("url", link.url().toString()));
    answering.before().ifPresent(at -> reply.put("before", at.toString()));
    answering
        .after()
        .ifPresent(ref -> reply.put("after", ref.event().value()).put("afterNumber", ref.number()));
  }

  private static void write(Escalation escalation, ObjectNode into) {
    var json =
        into.putObject("escalation")
            .put("ticket", escalation.ticket())
            .put("team", escalation.team())
            .put("severity", escalation.severity())
            .put("why", escalation.why())
            .put("excerpt", escalation.excerpt())
            .put("at", escalation.at().toString());
    escalation.language().ifPresent(language -> json.put("language", language));
    escalation.genre().ifPresent(genre -> json.put("genre", genre));
  }

  private static Effect effect(Fields json, Place place, int number) throws Json.Malformed {
    var reply = json.optionalObject("reply", it -> reply(it, place, number));
    if (reply.isPresent()) {
      return reply.get();
    }
    var escalation = json.optionalObject("escalation", it -> escalation(it, place, number));
    if (escalation.isPresent()) {
      return escalation.get();
    }
    var task = json.optionalObject("task", it -> task(it, place, number));
    return task.isPresent() ? task.get() : new Effect.Assigning(TaskJson.read(json.text("whole")));
  }

  private static void write(Task task, ObjectNode into) {
    if (task.said() instanceof Content.Notice) {
      // Not about a message of the person's: nothing to leave out.
      into.put("whole", TaskJson.write(task));
      return;
    }
    var json =
        into.putObject("task")
            .put("kind", Fields.written(task.kind()))
            .put("ticket", task.ticket())
            .put("team", task.team());
    task.genre().ifPresent(genre -> json.put("genre", genre));
    task.contactName().ifPresent(name -> json.put("name", name));
    task.tier().ifPresent(tier -> json.put("tier", tier));
    task.replyBefore().ifPresent(at -> json.put("before", at.toString()));
    task.optedOut().ifPresent(at -> json.put("optedOut", at.toString()));
    var recent = json.putArray("recent");
    task.recent().forEach(line -> recent.add(ContextJson.write(line)));
  }

  private static Effect task(Fields json, Place place, int number) throws Json.Malformed {
    var message = place.message();
    var decision = place.decision();
    return new Effect.Assigning(
        new Task(
            EffectId.of(message.key(), "task", number),
            json.constant("kind", Task.Kind.values()),
            json.text("ticket"),
            place.conversation(),
            decision.workspace(),
            json.text("team"),
            json.optionalText("genre"),
            decision.understood(),
            decision.reasons(),
            decision.policy(),
            message.channel(),
            message.endpoint(),
            message.account(),
            message.sender().id(),
            json.optionalText("name"),
            json.optionalText("tier"),
            message.content(),
            message.externalId(),
            json.objects("recent", ContextJson::line),
            message.chat(),
            json.optionalInstant("before"),
            message.at(),
            decision.late(),
            json.optionalInstant("optedOut")));
  }

  private static Effect reply(Fields json, Place place, int number) throws Json.Malformed {
    var message = place.message();
    var url = json.optionalParsed("url", URI::create);
    var label = json.optionalText("label");
    var after = json.optionalParsed("after", EventKey::new);
    var afterNumber = json.optionalNumber("afterNumber");
    return new Effect.Answering(
        new Reply(
            EffectId.of(message.key(), "reply", number),
            place.ref(number),
            message.channel(),
            message.endpoint(),
            message.account(),
            message.chat(),
            json.text("text"),
            url.map(it -> new Reply.Link(label.orElse(""), it)),
            message.handle()),
        json.optionalInstant("before"),
        after.map(it -> new EffectRef(place.conversation(), it, (int) afterNumber.orElse(0))));
  }

  private static Effect escalation(Fields json, Place place, int number) throws Json.Malformed {
    return new Effect.Escalating(
        new Escalation(
            EffectId.of(place.event().key(), "escalation", number),
            place.ref(number),
            json.text("ticket"),
            place.decision().workspace(),
            json.text("team"),
            json.text("severity"),
            json.text("why"),
            json.optionalText("language"),
            json.optionalText("genre"),
            place.message().channel(),
            json.text("excerpt"),
            json.instant("at")));
  }
}
