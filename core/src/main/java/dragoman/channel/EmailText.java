package dragoman.channel;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.TextBody;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * A person's own words of a mail's text.
 *
 * <p>What is quoted is found by its form, which is the same in every language: lines behind {@code
 * >} and what introduces them, an introduced original between dashes, a block of header lines with
 * an address among them, and a signature behind {@code --}. No library for Java that does this is
 * kept up; where nothing would be left, the text stays whole.
 */
final class EmailText {
  private static final Pattern SIGNATURE = Pattern.compile("--\\s?");
  private static final Pattern ORIGINAL = Pattern.compile("-{3,}\\s?\\p{L}[^-]*-{3,}|_{10,}");
  private static final Pattern HEADER_LINE =
      Pattern.compile("\\*?\\p{Lu}[\\p{L} ]{1,20}\\*?\\s?:\\*?\\s\\S.*");
  private static final Pattern SAYS_WHO = Pattern.compile(".*(@|[0-9]{2}).*", Pattern.DOTALL);
  private static final int HEADER_LINES = 3;
  private static final int INTRODUCTION = 3;

  /** What mail programs put around the mail that is answered. */
  private static final String QUOTED =
      "blockquote[type=cite], .gmail_quote, .yahoo_quoted, #divRplyFwdMsg, #divRplyFwdMsg ~ *,"
          + " #appendonsend, #appendonsend ~ *, .moz-cite-prefix, .moz-signature, head, script,"
          + " style";

  private EmailText() {}

  /** In its own character set; one that nobody knows is taken for UTF-8. */
  static String of(TextBody body) throws IOException {
    try (var in = body.getInputStream()) {
      return new String(in.readAllBytes(), charset(body.getMimeCharset()));
    }
  }

  private static Charset charset(String name) {
    try {
      var named = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
      // What calls itself ASCII and is not is mostly UTF-8.
      return named.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : named;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  static String ofHtml(String html) {
    var whole = Jsoup.parse(html);
    var own = whole.clone();
    own.select(QUOTED).remove();
    var text = lines(own);
    if (!text.isBlank()) {
      return text;
    }
    whole.select("head, script, style").remove();
    return lines(whole);
  }

  private static String lines(Element root) {
    var text = new StringBuilder();
    NodeVisitor visitor =
        new NodeVisitor() {
          @Override
          public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
              text.append(words.text());
            } else if (node instanceof Element it && (it.isBlock() || it.nameIs("br"))) {
              text.append('\n');
            }
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element it && it.isBlock()) {
              text.append('\n');
            }
          }
        };
    root.traverse(visitor);
    return text.toString();
  }

  /** Without what is quoted, its lines stripped, at most one of them empty in a row. */
  static String own(String text) {
    var lines = text.replace('\u00a0', ' ').lines().map(String::stripTrailing).toList();
    return Optional.of(tidy(unquoted(lines)))
        .filter(it -> !it.isEmpty())
        .orElseGet(() -> tidy(lines));
  }

  private static List<String> unquoted(List<String> lines) {
    var own = new ArrayList<String>();
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (SIGNATURE.matcher(line).matches()
          || ORIGINAL.matcher(line.strip()).matches()
          || introducesHeaders(lines.subList(i, Math.min(lines.size(), i + HEADER_LINES)))) {
        break;
      }
      if (line.startsWith(">")) {
        dropIntroduction(own);
      } else {
        own.add(line);
      }
    }
    return own;
  }

  private static boolean introducesHeaders(List<String> lines) {
    return lines.size() == HEADER_LINES
        && lines.stream().allMatch(it -> HEADER_LINE.matcher(it.strip()).matches())
        && lines.stream().anyMatch(it -> it.contains("@"));
  }

  /** "On such a day so-and-so wrote:", which may be wrapped; nothing else that ends in a colon. */
  private static void dropIntroduction(List<String> own) {
    var end = own.size();
    while (end > 0 && own.get(end - 1).isBlank()) {
      end--;
    }
    if (end == 0 || !own.get(end - 1).strip().matches(".*[:：]")) {
      return;
    }
    var begin = end;
    while (begin > 0 && end - begin < INTRODUCTION && !own.get(begin - 1).isBlank()) {
      begin--;
    }
    var introduction = own.subList(begin, end);
    if (SAYS_WHO.matcher(String.join("\n", introduction)).matches()) {
      own.subList(begin, own.size()).clear();
    }
  }

  private static String tidy(List<String> lines) {
    return String.join("\n", lines.stream().map(String::strip).toList())
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }
}
