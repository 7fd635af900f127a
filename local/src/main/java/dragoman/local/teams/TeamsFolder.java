package dragoman.local.teams;

import dragoman.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The templates of the teams' queues where they lie: {@code teams.yaml} in the infrastructure's
 * folder, and {@code teams/} beside it. They are also the only memory of retired teams.
 */
public record TeamsFolder(Path infrastructure) {
  /**
   * What the templates say now; empty if there are none.
   *
   * @throws dragoman.local.template.InvalidTemplate if one cannot be read
   * @throws IllegalArgumentException if one team is in two of them
   */
  public Plan plan() {
    var sheets = present().stream().map(this::sheet).flatMap(Optional::stream).toList();
    var seen = new TreeSet<String>();
    for (var sheet : sheets) {
      for (var queue : sheet.queues()) {
        if (!seen.add(queue.team())) {
          throw new IllegalArgumentException(
              "%s: team '%s' is in another template, too; take one of the two out"
                  .formatted(shown(sheet.file()), queue.team()));
        }
      }
    }
    return new Plan(sheets);
  }

  /** What differs from the plan, one line for each file, with what to do; empty if nothing does. */
  public List<String> differences(Plan plan) {
    var wanted = Templates.of(plan);
    var differences = new ArrayList<String>();
    wanted.forEach(
        (file, text) -> {
          if (!Files.exists(infrastructure.resolve(file))) {
            differences.add(shown(file) + " is missing; run './dragoman teams'");
          } else if (!text.equals(read(file))) {
            differences.add(shown(file) + " is stale; run './dragoman teams'");
          }
        });
    for (var file : present()) {
      if (!wanted.containsKey(file)) {
        differences.add(
            shown(file)
                + (sheet(file).isPresent()
                    ? " is superfluous; run './dragoman teams'"
                    : " is superfluous and not written by './dragoman teams'; take it out"));
      }
    }
    return differences;
  }

  /** Makes the files those of the plan. What is not ours is let be. */
  public void write(Plan plan) {
    var wanted = Templates.of(plan);
    try {
      Files.createDirectories(infrastructure.resolve("teams"));
      for (Map.Entry<String, String> each : wanted.entrySet()) {
        Files.writeString(infrastructure.resolve(each.getKey()), each.getValue());
      }
      for (var file : present()) {
        if (!wanted.containsKey(file) && sheet(file).isPresent()) {
          Files.delete(infrastructure.resolve(file));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(infrastructure + ": cannot be written: " + e.getMessage());
    }
  }

  /** The template as a part of the plan; empty if it says it is none, or another. */
  private Optional<Sheet> sheet(String file) {
    var template = Template.read(infrastructure.resolve(file));
    var note = template.note(Templates.NOTE);
    if (!note.getOrDefault("Part", "").matches("[1-9][0-9]{0,3}")
        || !note.containsKey("Workspace")) {
      return Optional.empty();
    }
    var queues =
        template.notes(Templates.NOTE).stream()
            .map(it -> new TeamQueue(it.getOrDefault("Team", ""), "true".equals(it.get("Retired"))))
            .toList();
    return Optional.of(new Sheet(note.get("Workspace"), Integer.parseInt(note.get("Part")), queues))
        .filter(sheet -> sheet.file().equals(file));
  }

  private List<String> present() {
    var folder = infrastructure.resolve("teams");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .map(file -> "teams/" + file.getFileName())
          .filter(file -> file.endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(infrastructure.resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException(shown(file) + ": cannot be read: " + e.getMessage());
    }
  }

  private static String shown(String file) {
    return "infra/" + file;
  }
}
