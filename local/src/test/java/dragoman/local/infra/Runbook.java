package dragoman.local.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code docs/runbook.md}, as its reader sees it: sections, their parts, and what may be pasted.
 */
record Runbook(List<Section> sections) {
  static final List<String> PARTS = List.of("Meaning", "First command", "Safe action", "Undo");

  private static final Pattern PART = Pattern.compile("(?m)^\\*\\*([A-Z][a-z ]+)\\.\\*\\*");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+(?: \\w+)*)\\n(.*?)^```$");

  /**
   * @param account whether it needs more of AWS than one machine has
   */
  record Block(String section, boolean account, String text) {
    @Override
    public String toString() {
      return section + ": " + text.lines().findFirst().orElse("");
    }
  }

  record Section(String title, String text) {
    /** What stands behind {@code #} in its address, as GitHub makes it of a title. */
    String anchor() {
      return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    List<String> parts() {
      return PART.matcher(text).results().map(it -> it.group(1)).toList();
    }

    List<Block> blocks() {
      return BLOCK
          .matcher(text)
          .results()
          .map(it -> new Block(title, it.group(1).endsWith(" account"), it.group(2)))
          .toList();
    }

    List<String> languages() {
      return BLOCK.matcher(text).results().map(it -> it.group(1)).toList();
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static Runbook read() {
    try {
      var text = Files.readString(Infrastructure.ROOT.resolve("docs/runbook.md"));
      var sections = new ArrayList<Section>();
      for (var part : text.split("(?m)^## ")) {
        var end = part.indexOf('\n');
        if (!part.startsWith("# ")) {
          sections.add(new Section(part.substring(0, end).strip(), part.substring(end)));
        }
      }
      return new Runbook(sections);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Section named(String title) {
    return sections.stream().filter(it -> it.title().equals(title)).findFirst().orElseThrow();
  }
}
