package dragoman.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dragoman.local.deadletters.Order;
import dragoman.local.deadletters.Outcome;
import dragoman.local.deadletters.Shelf;
import dragoman.local.deadletters.Shelved;
import dragoman.local.deadletters.Sight;
import dragoman.local.deadletters.Step;
import dragoman.local.deadletters.Step.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How dead letters are shown: to people in columns, to programs as one JSON object a line. */
final class DlqReport {
  /** What could move a terminal's cursor or turn its text around. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}&&[^\\n]]");

  private static final int SHORT_KEY = 12;

  private DlqReport() {}

  static void positive(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " " + value + ": must be at least 1");
    }
  }

  static String table(List<Shelved> shelves) {
    var rows =
        shelves.stream()
            .map(
                it ->
                    it.there()
                        ? List.of(
                            it.shelf().queue(),
                            Integer.toString(it.waiting()),
                            Integer.toString(it.held()),
                            (it.whole() ? "" : "at least ") + it.conversations(),
                            it.oldest().map(DlqReport::time).orElse("-"),
                            from(it.shelf()))
                        : List.of(it.shelf().queue(), "-", "-", "-", "not there", from(it.shelf())))
            .toList();
    return columns(rows, "queue", "waiting", "in hand", "conversations", "oldest", "comes from");
  }

  private static String from(Shelf shelf) {
    return switch (shelf) {
      case Shelf.Dead(_, var sources) ->
          sources.size() <= 2
              ? String.join(", ", sources)
              : sources.getFirst() + " and " + (sources.size() - 1) + " more";
      case Shelf.SetAside _ -> "what could not be read";
    };
  }

  static ObjectNode json(Shelved it) {
    var json =
        object()
            .put("queue", it.shelf().queue())
            .put("there", it.there())
            .put("waiting", it.waiting())
            .put("inHand", it.held())
            .put("conversations", it.conversations())
            .put("whole", it.whole())
            .put("oldest", it.oldest().map(Instant::toString).orElse(null));
    var sources = json.putArray("sources");
    if (it.shelf() instanceof Shelf.Dead(_, var names)) {
      names.forEach(sources::add);
    }
    return json;
  }

  static String lines(List<Sight> sights, boolean body) {
    if (sights.isEmpty()) {
      return "no messages";
    }
    var table =
        columns(
            sights.stream().map(DlqReport::row).toList(),
            "id",
            "conversation",
            "what",
            "channel",
            "event",
            "happened",
            "put here",
            "received",
            "why");
    if (!body) {
      return table;
    }
    var bodies = new StringBuilder(table);
    sights.forEach(
        it -> bodies.append("\n\n").append(plain(it.id())).append(":\n").append(plain(it.body())));
    return bodies.toString();
  }

  private static List<String> row(Sight it) {
    return List.of(
        plain(it.id()),
        it.conversation().map(DlqReport::shortened).orElse("-"),
        plain(it.kind()),
        orDash(plain(it.channel())),
        orDash(shortened(it.key())),
        it.at().map(DlqReport::time).orElse("-"),
        it.sentAt().map(DlqReport::time).orElse("-"),
        it.received().map(n -> n + "x").orElse("-"),
        plain(it.why()));
  }

  static ObjectNode json(Sight it, boolean body) {
    var json =
        object()
            .put("id", it.id())
            .put("conversation", it.conversation().orElse(null))
            .put("kind", it.kind())
            .put("channel", it.channel())
            .put("key", it.key())
            .put("happenedAt", it.at().map(Instant::toString).orElse(null))
            .put("sentAt", it.sentAt().map(Instant::toString).orElse(null))
            .put("received", it.received().orElse(null))
            .put("source", it.source().orElse(null))
            .put("why", it.why());
    return body ? json.put("body", it.body()) : json;
  }

  static String line(Step it, boolean dryRun) {
    var what =
        "%s  %s  %s"
            .formatted(
                plain(it.id()),
                it.conversation().map(DlqReport::shortened).orElse("-"),
                plain(it.kind()));
    return switch (it.result()) {
      case Result.Moved(var queues) ->
          (dryRun ? "would go  " : "sent on  ")
              + what
              + " -> "
              + String.join(", ", queues.stream().distinct().toList())
              + (queues.size() > 1 ? " (" + queues.size() + " messages)" : "");
      case Result.Removed _ -> (dryRun ? "would be removed  " : "removed  ") + what;
      case Result.Stayed(var why) ->
          (dryRun ? "would stay  " : "stays  ") + what + ": " + plain(why);
    };
  }

  static ObjectNode json(Step it, boolean dryRun) {
    var json =
        object()
            .put("id", it.id())
            .put("conversation", it.conversation().orElse(null))
            .put("kind", it.kind())
            .put("key", it.key())
            .put("dryRun", dryRun);
    switch (it.result()) {
      case Result.Moved(var queues) -> {
        var to = json.put("result", "sent").putArray("to");
        queues.forEach(to::add);
      }
      case Result.Removed _ -> json.put("result", "removed");
      case Result.Stayed(var why) -> json.put("result", "stays").put("why", why);
    }
    return json;
  }

  static ObjectNode json(Outcome it, Order order) {
    var json =
        object()
            .put("summary", true)
            .put("dryRun", order.dryRun())
            .put("done", it.done())
            .put("left", it.left())
            .put("tooOld", it.tooOld())
            .put("unseen", it.unseen())
            .put("heldByOthers", it.heldByOthers())
            .put("limited", it.limited())
            .put("brokenOff", it.brokenOff())
            .put("complete", it.complete());
    var missing = json.putArray("missing");
    it.missing().stream().sorted().forEach(missing::add);
    return json;
  }

  static List<String> summary(Outcome it, Order order, Duration maxEventAge) {
    var lines = new ArrayList<String>();
    var verb =
        switch (order.what()) {
          case Order.What.Redrive _ -> order.dryRun() ? "would be sent on" : "sent on";
          case Order.What.Discard _ -> order.dryRun() ? "would be removed" : "removed";
        };
    lines.add(
        it.done() + " " + verb + ", " + it.left() + (order.dryRun() ? " would stay" : " stay"));
    it.stayed().forEach((why, count) -> lines.add("  " + count + ": " + plain(why)));
    if (it.tooOld() > 0) {
      lines.add(
          "  %d of them are older than %s (the template's MaxEventAge): recorded, and not answered"
              .formatted(it.tooOld(), days(maxEventAge)));
    }
    if (it.unseen() > 0) {
      lines.add(
          "  about %d more lie behind these: of each conversation a look sees the first ten"
              .formatted(it.unseen()));
    }
    if (it.heldByOthers() > 0) {
      lines.add("  " + it.heldByOthers() + " are in somebody else's hands: run it again later");
    }
    it.missing().stream()
        .sorted()
        .forEach(id -> lines.add("  not found among what can be seen: " + plain(id)));
    if (it.limited()) {
      lines.add("  there are more: it ended at --limit");
    }
    if (it.brokenOff()) {
      lines.add("  it was broken off: run it again");
    }
    return lines;
  }

  private static String columns(List<List<String>> rows, String... titles) {
    List<ColumnData<List<String>>> columns =
        IntStream.range(0, titles.length)
            .mapToObj(
                i ->
                    new Column()
                        .header(titles[i])
                        .headerAlign(HorizontalAlign.LEFT)
                        .dataAlign(HorizontalAlign.LEFT)
                        .maxWidth(500)
                        .<List<String>>with(row -> row.get(i)))
            .toList();
    return AsciiTable.getTable(AsciiTable.NO_BORDERS, rows, columns)
        .lines()
        .map(String::stripTrailing)
        .reduce((one, other) -> one + "\n" + other)
        .orElse("");
  }

  private static String shortened(String key) {
    return key.length() > SHORT_KEY ? plain(key.substring(0, SHORT_KEY)) : plain(key);
  }

  private static String days(Duration age) {
    return age.toDays() > 0 && age.equals(Duration.ofDays(age.toDays()))
        ? age.toDays() + " days"
        : age.toString();
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String plain(String text) {
    return UNPRINTABLE
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
