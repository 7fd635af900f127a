package dragoman.proof.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A source checkout, which mutants are cut from. */
public record Checkout(Path folder) {
  private static final String SOURCES = "core/src/main/java";

  /**
   * @throws IllegalStateException if the core's sources are not below it
   */
  public Checkout {
    if (!isCheckout(folder)) {
      throw new IllegalStateException(
          "mutants need Dragoman's sources, and there is no %s in %s; run ./dragoman from a source checkout"
              .formatted(SOURCES, folder.toAbsolutePath()));
    }
  }

  private static boolean isCheckout(Path folder) {
    return Files.exists(folder.resolve("pom.xml")) && Files.isDirectory(folder.resolve(SOURCES));
  }

  /**
   * @param file below the core's sources
   * @throws IllegalStateException if there is none
   */
  String source(String file) {
    var path = folder.resolve(SOURCES).resolve(file);
    if (!Files.exists(path)) {
      throw new IllegalStateException(
          "there is no " + SOURCES + "/" + file + "; bring the catalogue of mutants up to date");
    }
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
