package dragoman.local.command;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that Dragoman lies in: what the launcher says, else the nearest folder upwards that
 * has the infrastructure template.
 */
record Home(Path folder) {
  static Home find() {
    var told = System.getProperty("dragoman.home", "");
    if (!told.isEmpty()) {
      return new Home(Path.of(told));
    }
    var here = Path.of("").toAbsolutePath();
    for (var folder = here; folder != null; folder = folder.getParent()) {
      if (Files.exists(new Home(folder).template())) {
        return new Home(folder);
      }
    }
    return new Home(here);
  }

  Path template() {
    return folder.resolve("infra/template.yaml");
  }

  Path infrastructure() {
    return folder.resolve("infra");
  }

  Path policy() {
    return folder.resolve("policy");
  }

  Path events() {
    return folder.resolve("events");
  }
}
