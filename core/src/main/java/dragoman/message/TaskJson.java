package dragoman.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a {@link Task} waits on its team's queue: {@code task.v1}, the contract with desk software
 * described in {@code docs/schemas/task.v1.json}; ASCII only.
 */
public final class TaskJson {
  public static final String VERSION = "task.v1";

  private TaskJson() {}

  public static String write(Task task) {
    var json =
        Json.object()
            .put("v", VERSION)
            .put("id", task.id().value())
            .put("kind", Fields.written(task.kind()))
            .put("ticket", task.ticket())
            .put("conversation", task.conversation().value())
            .put("workspace", task.workspace())
            .put("team", task.team());
    task.genre().ifPresent(genre -> json.put("genre", genre));
    json.put("channel", task.channel());

    var contact = json.putObject("contact").put("id", task.contactId());
    task.contactName().ifPresent(name -> contact.put("name", name));
    task.tier().ifPresent(tier -> contact.put("tier", tier));
    task.optedOut().ifPresent(since -> contact.put("optedOut", since.toString()));

    json.putObject("message")
        .put("externalId", task.externalId())
        .set("content", ContentJson.write(task.said()));
    var recent = json.putArray("recent");
    task.recent().forEach(line -> recent.add(ContextJson.write(line)));

    json.set("understanding", ContextJson.write(task.understood()));
    var decision = json.putObject("decision").put("policy", task.policy());
    Fields.put(decision, "reasons", task.reasons());

    var reply =
        json.putObject("reply")
            .put("endpoint", task.endpoint())
            .put("account", task.account())
            .put("to", task.replyTo());
    task.replyBefore().ifPresent(before -> reply.put("before", before.toString()));

    json.put("at", task.at().toString()).put("late", task.late());
    return Json.write(json);
  }

  public static Task read(String text) throws Json.Malformed {
    var fields = Fields.of(text, VERSION);
    var contact =
        fields.object(
            "contact",
            c ->
                new Contact(
                    c.text("id"),
                    c.optionalText("name"),
                    c.optionalText("tier"),
                    c.optionalInstant("optedOut")));
    var said =
        fields.object(
            "message", m -> new Said(m.text("externalId"), m.object("content", ContentJson::read)));
    var decision =
        fields.object("decision", d -> new Decision(d.text("policy"), d.texts("reasons")));
    var reply =
        fields.object(
            "reply",
            r ->
                new ReplyAddress(
                    r.text("endpoint"),
                    r.text("account"),
                    r.text("to"),
                    r.optionalInstant("before")));
    return new Task(
        fields.parsed("id", EffectId::new),
        fields.constant("kind", Task.Kind.values()),
        fields.text("ticket"),
        fields.parsed("conversation", ConversationKey::new),
        fields.text("workspace"),
        fields.text("team"),
        fields.optionalText("genre"),
        fields.object("understanding", ContextJson::understanding),
        decision.reasons(),
        decision.policy(),
        fields.text("channel"),
        reply.endpoint(),
        reply.account(),
        contact.id(),
        contact.name(),
        contact.tier(),
        said.content(),
        said.externalId(),
        fields.objects("recent", ContextJson::line),
        reply.to(),
        reply.before(),
        fields.instant("at"),
        fields.flag("late"),
        contact.optedOut());
  }

  private record Contact(
      String id, Optional<String> name, Optional<String> tier, Optional<Instant> optedOut) {}

  private record Said(String externalId, Content content) {}

  private record Decision(String policy, List<String> reasons) {}

  private record ReplyAddress(
      String endpoint, String account, String to, Optional<Instant> before) {}
}
