package dragoman.card;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what Slack would bring to life. It reads more into a text than Slack does, never less: any
 * dotted word counts as a link, any sign before a word as a mention.
 */
final class SlackOracle {
  private static final List<Pattern> EVERYWHERE =
      List.of(
          Pattern.compile("[<>]"),
          Pattern.compile("@[^\\s\\p{Z}]"),
          Pattern.compile("#[^\\s\\p{Z}]"),
          Pattern.compile("(?i)[a-z][a-z0-9+.-]*:[^\\s\\p{Z}]"),
          Pattern.compile(":[^:\\s]+:"),
          Pattern.compile("[\\p{L}\\p{N}-]\\.[\\p{L}\\p{M}-]{2,}"),
          Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]"),
          Pattern.compile("[\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2067\\ufeff]"),
          Pattern.compile("[\\ud800-\\udfff]"));

  private static final List<Pattern> IN_MARKUP =
      List.of(
          Pattern.compile("&(?!amp;|lt;|gt;)"),
          Pattern.compile("\\*[^*]+\\*"),
          Pattern.compile("_[^_]+_"),
          Pattern.compile("~[^~]+~"),
          Pattern.compile("`"),
          Pattern.compile("^\\s*(?:>|&gt;)"));

  private static final Set<String> DEAD =
      Set.of("header", "plain_text", "rich_text", "rich_text_section", "rich_text_quote", "text");

  private static final Pattern OURS =
      Pattern.compile(
          "(?:\\n?(?:Why here|Customer|Team|Ticket): )|Waiting \\d+ (?:min|h|d)|With the bot"
              + "|Taken by a person|Resolved");

  private SlackOracle() {}

  /** What is alive in a place that takes text as it is. */
  static List<String> activeInPlain(String text) {
    var active = new ArrayList<String>();
    for (var pattern : EVERYWHERE) {
      pattern.matcher(text).results().forEach(found -> active.add(pattern + " in " + text));
    }
    if (isolates(text) != 0) {
      active.add("an isolate left open in " + text);
    }
    return active;
  }

  /** What is alive in a place where Slack reads its own markup. */
  static List<String> activeInMarkup(String text) {
    var active = new ArrayList<>(activeInPlain(text));
    for (var pattern : IN_MARKUP) {
      pattern.matcher(text).results().forEach(found -> active.add(pattern + " in " + text));
    }
    return active;
  }

  /** What is alive in the body of a post: any block but the dead ones, any living text in those. */
  static List<String> activeIn(JsonNode post) {
    var active = new ArrayList<>(activeInMarkup(post.get("text").textValue()));
    post.get("blocks").forEach(block -> walk(block, active));
    return active;
  }

  private static void walk(JsonNode node, List<String> active) {
    if (node.isObject() && node.has("type")) {
      var type = node.get("type").textValue();
      if (type.equals("date")) {
        if (node.has("url") || !node.get("fallback").textValue().endsWith("UTC")) {
          active.add("a date that is more than a date");
        }
      } else if (!DEAD.contains(type)) {
        active.add("a " + type);
      } else if (node.path("text").isTextual()) {
        var text = node.get("text").textValue();
        if (node.path("style").path("bold").asBoolean()) {
          if (!OURS.matcher(text).matches()) {
            active.add("bold: " + text);
          }
        } else if (!text.equals(", since ")) {
          active.addAll(activeInPlain(text));
        }
        if (type.equals("plain_text") && node.path("emoji").asBoolean(true)) {
          active.add("emoji codes are read in " + text);
        }
      }
    }
    node.forEach(child -> walk(child, active));
  }

  private static int isolates(String text) {
    var open = 0;
    for (var i = 0; i < text.length() && open >= 0; i++) {
      open += text.charAt(i) == '\u2068' ? 1 : text.charAt(i) == '\u2069' ? -1 : 0;
    }
    return open;
  }
}
