package dragoman.local.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whoever is on call, at a shell: pastes what the runbook says and sees what comes of it.
 *
 * @param folder where {@code ./dragoman} is, and commands of our own in {@code bin}
 * @param preamble pasted before everything else
 */
record Desk(Path folder, String preamble, Map<String, String> environment) {
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  /** What came of it. */
  record Seen(int exit, String out, String err) {}

  /**
   * At the services of that address. {@code ./dragoman} is the command line of the classes under
   * test in a process of its own: a jar need not have been packaged.
   */
  static Desk at(URI endpoint, Path folder, String preamble) {
    try {
      var launcher = new ArrayList<String>();
      launcher.add(ProcessHandle.current().info().command().orElse("java"));
      launcher.add("--enable-native-access=ALL-UNNAMED");
      launcher.addAll(QUICK_START);
      launcher.add("-Ddragoman.home=" + Infrastructure.ROOT);
      launcher.add("-cp");
      launcher.add(
          Stream.of(System.getProperty("java.class.path").split(":"))
              .map(it -> Path.of(it).toAbsolutePath().toString())
              .collect(Collectors.joining(":")));
      launcher.add("dragoman.local.Main");
      var quoted = launcher.stream().map(it -> "'" + it + "'").toList();
      executable(folder.resolve("dragoman"), "exec " + String.join(" ", quoted) + " \"$@\"");
      var bin = Files.createDirectories(folder.resolve("bin"));
      if (found("aws").isPresent()) {
        // By option and not by variable: an older aws would not heed it, and ask Amazon.
        executable(
            bin.resolve("aws"),
            "exec '%s' --endpoint-url '%s' \"$@\"".formatted(found("aws").get(), endpoint));
      }
      var environment = new HashMap<>(System.getenv());
      environment.keySet().removeIf(it -> it.startsWith("AWS_"));
      environment.put("PATH", bin + ":" + System.getenv("PATH"));
      environment.put("AWS_ENDPOINT_URL", endpoint.toString());
      environment.put("AWS_ACCESS_KEY_ID", "local");
      environment.put("AWS_SECRET_ACCESS_KEY", "local");
      environment.put("AWS_REGION", "us-east-1");
      environment.put("AWS_DEFAULT_REGION", "us-east-1");
      environment.put("AWS_CONFIG_FILE", "/dev/null");
      environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
      environment.put("AWS_PAGER", "");
      return new Desk(folder, preamble, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * From now on these commands are only written down, one call a line in {@code called}, its words
   * parted by {@code U+001F}.
   */
  Desk pretending(List<String> commands) {
    try {
      for (var name : commands) {
        executable(
            name.equals("./dragoman") ? folder.resolve("dragoman") : folder.resolve("bin/" + name),
            "{ printf '%s' \"${0##*/}\"; printf '\\037%s' \"$@\"; echo; } >>'"
                + folder.resolve("called")
                + "'; echo pretended");
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was called while pretending: command, then its words. */
  List<List<String>> called() {
    try (Stream<String> lines = Files.lines(folder.resolve("called"))) {
      return lines.map(it -> List.of(it.split("\u001f", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Seen pastes(String block) {
    return run("bash", "-euo", "pipefail", "-c", preamble + "\n" + block);
  }

  Seen run(String... command) {
    try {
      var out = Files.createTempFile(folder, "out", "");
      var err = Files.createTempFile(folder, "err", "");
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      var exit = builder.start().waitFor();
      return new Seen(exit, Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Where this machine has the command, if it has. */
  static Optional<Path> found(String command) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(it -> Path.of(it, command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void executable(Path file, String script) throws IOException {
    Files.write(file, ("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: " + file);
    }
  }
}
