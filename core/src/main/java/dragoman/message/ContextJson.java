package dragoman.message;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How what stands around a message is written inside a larger document: who wrote, what is known of
 * them, what was understood, which lines went before.
 */
public final class ContextJson {
  private ContextJson() {}

  public static ObjectNode write(Sender sender) {
    var json = Json.object().put("id", sender.id());
    Fields.put(json, "ids", sender.ids());
    sender.name().ifPresent(name -> json.put("name", name));
    sender.language().ifPresent(language -> json.put("language", language));
    return json;
  }

  public static Sender sender(Fields fields) throws Json.Malformed {
    var id = fields.text("id");
    var ids = fields.texts("ids");
    if (!ids.contains(id)) {
      throw fields.wrong("ids", "does not hold the id");
    }
    return new Sender(id, ids, fields.optionalText("name"), fields.optionalText("language"));
  }

  public static ObjectNode write(Profile profile) {
    var json = Json.object();
    profile.name().ifPresent(name -> json.put("name", name));
    profile.workspace().ifPresent(workspace -> json.put("workspace", workspace));
    profile.genre().ifPresent(genre -> json.put("genre", genre));
    profile.language().ifPresent(language -> json.put("language", language));
    profile.tier().ifPresent(tier -> json.put("tier", tier));
    return json;
  }

  public static Profile profile(Fields fields) throws Json.Malformed {
    return new Profile(
        fields.optionalText("name"),
        fields.optionalText("workspace"),
        fields.optionalText("genre"),
        fields.optionalText("language"),
        fields.optionalText("tier"));
  }

  public static ObjectNode write(Understanding understood) {
    var json = Json.object();
    understood.language().ifPresent(language -> json.put("language", language));
    understood.intent().ifPresent(intent -> json.put("intent", intent));
    json.put("confidence", understood.confidence());
    Fields.put(json, "reasons", understood.reasons());
    return json;
  }

  public static Understanding understanding(Fields fields) throws Json.Malformed {
    return new Understanding(
        fields.optionalText("language"),
        fields.optionalText("intent"),
        fields.decimal("confidence"),
        fields.texts("reasons"));
  }

  public static ObjectNode write(Line line) {
    return Json.object()
        .put("at", line.at().toString())
        .put("author", Fields.written(line.author()))
        .put("kind", line.kind())
        .put("text", line.text());
  }

  public static Line line(Fields fields) throws Json.Malformed {
    return new Line(
        fields.instant("at"),
        fields.constant("author", Line.Author.values()),
        fields.text("kind"),
        fields.text("text"));
  }
}
