package dragoman.local.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Which commit runs here, for reports that others are to repeat. */
final class Commit {
  private Commit() {}

  /** The commit's short name, with a plus if files were changed since; "unknown" outside of git. */
  static String of(Path folder) {
    var name = git(folder, "rev-parse", "--short=12", "HEAD");
    if (name.isEmpty()) {
      return "unknown";
    }
    return git(folder, "status", "--porcelain", "--untracked-files=no").isEmpty()
        ? name
        : name + "+";
  }

  private static String git(Path folder, String... arguments) {
    var command = new java.util.ArrayList<>(java.util.List.of("git", "-C", folder.toString()));
    command.addAll(java.util.List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? said.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
