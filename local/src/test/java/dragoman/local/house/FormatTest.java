package dragoman.local.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * One form for all, google-java-format's. It is a test and not a plugin, because the formatter
 * needs the JDK of the build, which Maven itself may not run on.
 */
class FormatTest {
  /** {@code .ci/format} asks for it: what differs is written instead of reported. */
  private static final boolean WRITE = Boolean.getBoolean("format.write");

  @Test
  void every_java_file_is_formatted() {
    assertThat(SourceFiles.all().parallelStream().filter(it -> !isFormatted(it)))
        .extracting(SourceFiles::name)
        .as("files to be formatted; run '.ci/format'")
        .isEmpty();
  }

  private static boolean isFormatted(Path file) {
    var text = SourceFiles.text(file);
    var formatted = formatted(file, text);
    if (WRITE && !formatted.equals(text)) {
      write(file, formatted);
      return true;
    }
    return formatted.equals(text);
  }

  private static String formatted(Path file, String text) {
    try {
      return new Formatter().formatSourceAndFixImports(text);
    } catch (FormatterException e) {
      throw new AssertionError(SourceFiles.name(file) + " is not Java: " + e.getMessage(), e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
      System.out.println("formatted " + SourceFiles.name(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
