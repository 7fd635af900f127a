package dragoman.proof.mutation;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A mutant's classes, compiled into a folder of their own which goes before everything else on a
 * class path. Closing deletes them.
 */
record Patched(Path classes) implements AutoCloseable {

  /**
   * @throws IllegalStateException if the mutant does not fit the source or does not compile, or if
   *     there is no compiler
   */
  static Patched of(Mutant mutant, Checkout checkout) {
    var source = mutant.in(checkout.source(mutant.file()));
    try {
      var patched = new Patched(Files.createTempDirectory("dragoman-mutant-"));
      try {
        compile(mutant, source, patched.classes());
        return patched;
      } catch (IllegalStateException e) {
        patched.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(Mutant mutant, String source, Path into) {
    var said = new StringWriter();
    var options =
        List.of(
            "-d",
            into.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            "-proc:none",
            "-implicit:none",
            "-nowarn",
            "-g");
    var file = new Source(mutant.file(), source);
    if (!compiler().getTask(said, null, null, options, null, List.of(file)).call()) {
      throw new IllegalStateException(
          "mutant %s does not compile; bring the catalogue up to date:%n%s"
              .formatted(mutant.name(), said.toString().strip()));
    }
  }

  private static JavaCompiler compiler() {
    return Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "mutants need a compiler, and this Java has none; run with a JDK instead of a"
                        + " JRE"));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    private Source(String file, String text) {
      super(URI.create("patched:///" + file), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  @Override
  public void close() {
    try (var files = Files.walk(classes)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
