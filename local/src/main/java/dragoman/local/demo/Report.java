package dragoman.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import dragoman.message.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What became of each step, for people as a table and for programs as one JSON object a line.
 *
 * @param stack what the queues' names begin with
 */
record Report(String stack) {
  private static final List<ColumnData<List<String>>> COLUMNS =
      List.of(
          column("", 0, 4),
          column("channel", 1, 10),
          column("what was said", 2, 38),
          column("language", 3, 10),
          column("intent", 4, 24),
          column("decision, and why", 5, 38),
          column("what came of it, and where", 6, 52),
          column("", 7, 4));

  private static ColumnData<List<String>> column(String title, int index, int width) {
    return new Column()
        .header(title)
        .dataAlign(HorizontalAlign.LEFT)
        .headerAlign(HorizontalAlign.LEFT)
        .maxWidth(width, OverflowBehaviour.NEWLINE)
        .with(row -> row.get(index));
  }

  String table(List<Verdict> verdicts) {
    var table = new ArrayList<List<String>>();
    for (var i = 0; i < verdicts.size(); i++) {
      var verdict = verdicts.get(i);
      var number = Integer.toString(i + 1);
      for (var row : rows(verdict)) {
        row.addFirst(number);
        row.addLast(verdict.right() ? "ok" : "NO");
        table.add(row);
      }
      verdict
          .wrong()
          .forEach(it -> table.add(List.of(number, "", "", "", "", "wrong: " + it, "", "")));
    }
    return AsciiTable.getTable(AsciiTable.FANCY_ASCII, table, COLUMNS);
  }

  private List<List<String>> rows(Verdict verdict) {
    var played = verdict.played();
    var channel = played.step().channel();
    if (played.events().isEmpty()) {
      return List.of(
          cells(
              channel,
              "(" + played.step().title() + ")",
              "",
              "",
              played.statuses().getFirst() >= 400 ? "refused at the door" : "nothing",
              "HTTP " + played.statuses().getFirst()));
    }
    var rows = new ArrayList<List<String>>();
    for (var event : played.events()) {
      var times =
          played.step().times() == 1 ? "" : " (delivered " + played.step().times() + " times)";
      var said = event.path("text").asText();
      rows.add(
          cells(
              channel,
              (said.isBlank() ? "(" + event.path("type").asText() + ")" : said) + times,
              event.path("language").asText("").replace("null", ""),
              intent(event),
              event.path("decision").asText() + ": " + event.path("reasons").path(0).asText(),
              effects(event)));
    }
    return rows;
  }

  private static List<String> cells(String... cells) {
    return new ArrayList<>(List.of(cells));
  }

  private static String intent(JsonNode event) {
    return event.path("intent").isTextual()
        ? event.path("intent").asText() + " " + confidence(event)
        : event.path("confidence").asDouble() == 0 ? "" : "unsure " + confidence(event);
  }

  private static String confidence(JsonNode event) {
    return "%.2f".formatted(event.path("confidence").asDouble());
  }

  private String effects(JsonNode event) {
    if (event.path("effects").isEmpty()) {
      return event.path("kind").asText().equals("status")
          ? "noted on our reply, if it is one"
          : "none";
    }
    return StreamSupport.stream(event.path("effects").spliterator(), false)
        .map(this::effect)
        .collect(Collectors.joining("\n"));
  }

  private String effect(JsonNode effect) {
    var status = effect.path("status").asText();
    return switch (effect.path("kind").asText()) {
      case "reply" ->
          "reply "
              + status
              + (effect.path("link").isTextual() ? " " + effect.path("link").asText() : " (text)");
      case "task" -> "task on queue " + stack + "-team-" + effect.path("team").asText() + ".fifo";
      case "escalation" -> effect.path("severity").asText() + " card in Slack " + status;
      case String other -> other + " " + status;
    };
  }

  static String summary(List<Verdict> verdicts) {
    var right = verdicts.stream().filter(Verdict::right).count();
    return right == verdicts.size()
        ? "All " + right + " webhooks ended where the policy says."
        : (verdicts.size() - right)
            + " of "
            + verdicts.size()
            + " webhooks ended elsewhere than the policy says.";
  }

  /** One object a line, the same facts. */
  static String json(Verdict verdict) {
    var played = verdict.played();
    var json =
        Json.object()
            .put("title", played.step().title())
            .put("channel", played.step().channel())
            .put("endpoint", played.step().endpoint())
            .put("event", played.step().event().getFileName().toString())
            .put("ok", verdict.right());
    var statuses = json.putArray("statuses");
    played.statuses().forEach(statuses::add);
    var events = json.putArray("events");
    played.events().forEach(events::add);
    var wrong = json.putArray("wrong");
    verdict.wrong().forEach(wrong::add);
    return Json.write(json);
  }
}
