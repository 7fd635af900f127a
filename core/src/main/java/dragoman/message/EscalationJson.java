package dragoman.message;

/**
 * How an {@link Escalation} is published: {@code escalation.v1}, a contract with outside software
 * described in {@code docs/schemas/escalation.v1.json}; ASCII only.
 */
public final class EscalationJson {
  public static final String VERSION = "escalation.v1";

  private EscalationJson() {}

  public static String write(Escalation escalation) {
    var json =
        Json.object()
            .put("v", VERSION)
            .put("id", escalation.id().value())
            .put("ref", escalation.ref().toString())
            .put("ticket", escalation.ticket())
            .put("workspace", escalation.workspace())
            .put("team", escalation.team())
            .put("severity", escalation.severity())
            .put("why", escalation.why())
            .put("channel", escalation.channel())
            .put("excerpt", escalation.excerpt())
            .put("at", escalation.at().toString());
    escalation.language().ifPresent(language -> json.put("language", language));
    escalation.genre().ifPresent(genre -> json.put("genre", genre));
    return Json.write(json);
  }

  public static Escalation read(String text) throws Json.Malformed {
    var fields = Fields.of(text, VERSION);
    return new Escalation(
        fields.parsed("id", EffectId::new),
        fields.effect("ref"),
        fields.text("ticket"),
        fields.text("workspace"),
        fields.text("team"),
        fields.text("severity"),
        fields.text("why"),
        fields.optionalText("language"),
        fields.optionalText("genre"),
        fields.text("channel"),
        fields.text("excerpt"),
        fields.instant("at"));
  }
}
