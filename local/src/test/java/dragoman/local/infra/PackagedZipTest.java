package dragoman.local.infra;

import static dragoman.local.infra.Infrastructure.STACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dragoman.functions.PolicyFolder;
import dragoman.local.template.Stack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed, as it was packaged: {@code mvn verify} packages it before these tests. */
class PackagedZipTest {
  private static final Path ZIP =
      Infrastructure.ROOT.resolve("functions/target/dragoman-functions.zip");

  /** Ours; Lambda itself takes 50 MB when uploaded straight, 250 MB unpacked (its quotas page). */
  private static final long MOST_BYTES = 30_000_000;

  @BeforeEach
  void only_if_it_was_packaged() {
    assumeTrue(Files.exists(ZIP), "there is no " + ZIP + " yet; 'mvn package' makes it");
  }

  private static List<? extends ZipEntry> entries() throws IOException {
    try (var zip = new ZipFile(ZIP.toFile())) {
      return zip.stream().filter(it -> !it.isDirectory()).toList();
    }
  }

  private static List<String> names() throws IOException {
    return entries().stream().map(ZipEntry::getName).toList();
  }

  @Test
  void it_holds_libraries_the_policy_and_the_golden_webhooks_and_nothing_else() throws IOException {
    assertThat(names())
        .allMatch(
            it ->
                it.matches(
                    "lib/[^/]+\\.jar|policy/([a-z]+/)*[a-z_]+\\.yaml"
                        + "|events/[a-z]+/[a-z0-9-]+\\.(json|form)|events/golden\\.yaml"))
        .contains("policy/policy.yaml", "policy/routing.yaml", "events/golden.yaml")
        .noneMatch(it -> it.startsWith("policy/tests/"));
  }

  @Test
  void no_library_is_there_for_tests_or_for_one_machine_only() throws IOException {
    assertThat(names())
        .noneMatch(it -> it.endsWith("-tests.jar"))
        .noneMatch(
            it ->
                it.matches(
                    "lib/(?i)(dragoman-local|junit|assertj|archunit|dynamodblocal|elasticmq|scala|"
                        + "picocli|netty|apache5?-client|httpclient|google-java-format).*"));
  }

  @Test
  void it_is_small_enough_to_start_quickly() throws IOException {
    System.out.printf("%s: %.1f MB%n", ZIP.getFileName(), Files.size(ZIP) / 1e6);
    assertThat(Files.size(ZIP)).isLessThan(MOST_BYTES);
  }

  /** One of the things that make two builds of a commit the same; the other is the order. */
  @Test
  void nothing_in_it_tells_when_it_was_built() throws IOException {
    assertThat(entries())
        .extracting(ZipEntry::getTimeLocal)
        .containsOnly(LocalDateTime.of(2026, 1, 1, 0, 0));
  }

  @Test
  void every_handler_of_the_template_is_in_it() throws IOException {
    var classes = new TreeSet<String>();
    try (var zip = new ZipFile(ZIP.toFile())) {
      for (var entry :
          zip.stream().filter(it -> it.getName().startsWith("lib/dragoman-")).toList()) {
        var jar =
            new ZipInputStream(new ByteArrayInputStream(zip.getInputStream(entry).readAllBytes()));
        for (var each = jar.getNextEntry(); each != null; each = jar.getNextEntry()) {
          classes.add(each.getName().replace('/', '.').replaceFirst("\\.class$", ""));
        }
      }
    }
    assertThat(classes)
        .containsAll(STACK.functions().stream().map(Stack.Function::handlerClass).toList());
  }

  @Test
  void its_policy_is_the_one_in_the_repository(@TempDir Path folder) throws IOException {
    try (var zip = new ZipFile(ZIP.toFile())) {
      for (var entry : zip.stream().filter(it -> it.getName().endsWith(".yaml")).toList()) {
        var file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.getInputStream(entry).readAllBytes());
      }
    }
    assertThat(PolicyFolder.load(folder.resolve("policy")).hash())
        .isEqualTo(PolicyFolder.load(Infrastructure.ROOT.resolve("policy")).hash());
  }
}
