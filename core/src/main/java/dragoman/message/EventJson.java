package dragoman.message;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How an {@link Event} waits on the inbound queue: {@code event.v1}, ASCII only. */
public final class EventJson {
  public static final String VERSION = "event.v1";

  private EventJson() {}

  public static String write(Event event) {
    var json = Json.object().put("v", VERSION);
    switch (event) {
      case InboundMessage message -> write(message, json.put("kind", "message"));
      case ReplyEnded ended ->
          json.put("kind", "reply-ended")
              .put("key", ended.key().value())
              .put("conversation", ended.conversation().value())
              .put("effect", ended.effect().toString())
              .put("unknown", ended.unknown())
              .put("reason", ended.reason());
      case Nudge nudge ->
          json.put("kind", "nudge")
              .put("key", nudge.key().value())
              .put("conversation", nudge.conversation().value())
              .put("stuck", nudge.stuck().value())
              .put("dueAt", nudge.dueAt().toString());
    }
    return Json.write(json);
  }

  public static Event read(String text) throws Json.Malformed {
    var fields = Fields.of(text, VERSION);
    return switch (fields.text("kind")) {
      case "message" -> message(fields);
      case "reply-ended" ->
          new ReplyEnded(
              fields.parsed("key", EventKey::new),
              fields.parsed("conversation", ConversationKey::new),
              fields.effect("effect"),
              fields.flag("unknown"),
              fields.text("reason"));
      case "nudge" ->
          new Nudge(
              fields.parsed("key", EventKey::new),
              fields.parsed("conversation", ConversationKey::new),
              fields.parsed("stuck", EventKey::new),
              fields.instant("dueAt"));
      default -> throw fields.wrong("kind", "is not a known word");
    };
  }

  private static void write(InboundMessage message, ObjectNode json) {
    json.put("key", message.key().value())
        .put("group", message.group().value())
        .put("channel", message.channel())
        .put("endpoint", message.endpoint())
        .put("account", message.account())
        .put("chat", message.chat())
        .put("inGroupChat", message.inGroupChat())
        .put("type", message.type())
        .put("externalId", message.externalId())
        .put("at", message.at().toString())
        .put("sequence", message.sequence());
    message
        .handle()
        .ifPresent(
            it ->
                json.putObject("handle")
                    .put("token", it.token())
                    .put("until", it.until().toString()));
    json.set("sender", ContextJson.write(message.sender()));
    json.set("content", ContentJson.write(message.content()));
  }

  private static InboundMessage message(Fields fields) throws Json.Malformed {
    return new InboundMessage(
        fields.parsed("key", EventKey::new),
        fields.parsed("group", ConversationKey::new),
        fields.text("channel"),
        fields.text("endpoint"),
        fields.text("account"),
        fields.object("sender", ContextJson::sender),
        fields.text("chat"),
        fields.flag("inGroupChat"),
        fields.object("content", ContentJson::read),
        fields.text("type"),
        fields.text("externalId"),
        fields.instant("at"),
        fields.number("sequence"),
        fields.optionalObject("handle", it -> new Handle(it.text("token"), it.instant("until"))));
  }
}
