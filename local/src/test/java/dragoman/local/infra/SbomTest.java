package dragoman.local.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of what is deployed, CycloneDX, beside the zip it is about. */
class SbomTest {
  private static final Path TARGET = Infrastructure.ROOT.resolve("functions/target");
  private static final Path SBOM = TARGET.resolve("bom.json");
  private static final Path ZIP = TARGET.resolve("dragoman-functions.zip");

  /** Licences that ask for nothing but their own text; another one is a decision. */
  private static final Set<String> ALLOWED = Set.of("Apache-2.0", "BSD-2-Clause", "MIT", "MIT-0");

  @BeforeEach
  void only_if_it_was_packaged() {
    assumeTrue(Files.exists(SBOM), "there is no " + SBOM + " yet; 'mvn package' makes it");
  }

  private static JsonNode sbom() throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(SBOM));
  }

  private static List<JsonNode> components() throws IOException {
    var all = new ArrayList<JsonNode>();
    all.add(sbom().path("metadata").path("component"));
    sbom().path("components").forEach(all::add);
    return all;
  }

  @Test
  void it_lists_exactly_the_libraries_of_the_zip() throws IOException {
    List<String> libraries;
    try (var zip = new ZipFile(ZIP.toFile())) {
      libraries =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(it -> it.startsWith("lib/") && it.endsWith(".jar"))
              .toList();
    }
    assertThat(components())
        .extracting(
            it -> "lib/" + it.path("name").asText() + "-" + it.path("version").asText() + ".jar")
        .containsExactlyInAnyOrderElementsOf(libraries);
  }

  @Test
  void every_library_has_a_licence_we_may_ship() throws IOException {
    assertThat(components())
        .allSatisfy(
            it -> {
              assertThat(it.path("licenses")).as(it.path("purl").asText()).isNotEmpty();
              assertThat(it.path("licenses"))
                  .as(it.path("purl").asText())
                  .allMatch(each -> ALLOWED.contains(each.path("license").path("id").asText()));
            });
  }

  @Test
  void nothing_in_it_tells_when_it_was_made() throws IOException {
    assertThat(sbom().has("serialNumber")).isFalse();
    assertThat(sbom().path("metadata").has("timestamp")).isFalse();
  }
}
