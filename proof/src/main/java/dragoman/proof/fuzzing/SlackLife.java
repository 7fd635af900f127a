package dragoman.proof.fuzzing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Slack would bring to life in a post: mentions, links, emoji codes, markup, hidden signs. It
 * is written from Slack's page on formatting ({@code docs.slack.dev/messaging}), apart from the
 * code it watches, and reads more into a text than Slack does.
 */
final class SlackLife {
  private static final String MARKUP = "*_~`";
  private static final Set<String> BLOCKS =
      Set.of("header", "plain_text", "rich_text", "rich_text_section", "rich_text_quote", "text");

  private SlackLife() {}

  static List<String> inPlain(String text) {
    var alive = new ArrayList<String>();
    var isolates = 0;
    for (var at = 0; at < text.length(); ) {
      var sign = text.codePointAt(at);
      at += Character.charCount(sign);
      var followed = at < text.length() && !blank(text.codePointAt(at));
      switch (sign) {
        case '<', '>' -> alive.add("a bracket");
        case '@', '#' -> note(followed, "a mention", alive);
        case ':' -> note(followed, "a scheme or an emoji", alive);
        case '.' -> note(followed && Character.isLetter(text.codePointAt(at)), "a domain", alive);
        case 0x2068 -> isolates++;
        case 0x2069 -> isolates--;
        default -> note(hidden(sign), "a hidden sign U+%04X".formatted(sign), alive);
      }
      note(isolates < 0 || isolates > 1, "isolates that are not paired", alive);
    }
    note(isolates != 0, "an isolate left open", alive);
    return alive;
  }

  static List<String> inMarkup(String text) {
    var alive = inPlain(text);
    for (var i = 0; i < text.length(); i++) {
      note(MARKUP.indexOf(text.charAt(i)) >= 0, "a formatting sign", alive);
      note(
          text.charAt(i) == '&' && !text.startsWith("&amp;", i),
          "an entity that is not &amp;",
          alive);
    }
    return alive;
  }

  static List<String> inPost(JsonNode post) {
    var alive = inMarkup(post.path("text").asText());
    walk(post.path("blocks"), alive);
    return alive;
  }

  private static void walk(JsonNode node, List<String> alive) {
    if (node.has("type")) {
      var type = node.get("type").asText();
      var ours = node.path("style").path("bold").asBoolean();
      if (type.equals("date")) {
        note(node.has("url"), "a date with a link", alive);
      } else if (!BLOCKS.contains(type)) {
        alive.add("a block of type " + type);
      } else if (node.path("text").isTextual() && !ours) {
        alive.addAll(inPlain(node.get("text").asText()));
      }
    }
    node.forEach(child -> walk(child, alive));
  }

  private static boolean blank(int sign) {
    return Character.isWhitespace(sign) || Character.isSpaceChar(sign);
  }

  /** Controls, separators, signs that turn the writing, joiners that join nothing seen. */
  private static boolean hidden(int sign) {
    return switch (Character.getType(sign)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // Joiners stay: scripts and family emoji need them.
      case Character.FORMAT ->
          sign == 0x061C
              || sign == 0x200B
              || sign == 0x200E
              || sign == 0x200F
              || sign >= 0x202A && sign <= 0x202E
              || sign >= 0x2060 && sign <= 0x2069
              || sign == 0xFEFF
              || sign >= 0xE0000 && sign <= 0xE001F;
      default -> false;
    };
  }

  private static void note(boolean found, String what, List<String> alive) {
    if (found) {
      alive.add(what);
    }
  }
}
