package dragoman.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The published schema and the reader must not say different things of the same file. */
class PolicySchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode published;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  PolicySchemaTest() throws IOException {
    published =
        JSON.readTree(
            Files.readString(ShippedPolicy.root().resolve("docs/schemas/policy.schema.json")));
  }

  @Test
  void the_schema_is_itself_a_valid_schema() {
    Schema meta =
        registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(meta.validate(published)).isEmpty();
  }

  @Test
  void every_shipped_file_conforms_and_names_the_schema_for_editors() {
    ShippedPolicy.files()
        .forEach(
            (name, content) -> {
              assertThat(errors(name, content)).as(name).isEmpty();
              assertThat(content).as(name).startsWith("# yaml-language-server: $schema=../");
            });
  }

  @ParameterizedTest
  @MethodSource("dragoman.policy.PlantedDefects#all")
  void the_schema_refuses_the_planted_defects_that_show_in_one_file_s_form(
      PlantedDefects.Defect defect) {
    String content = defect.planted().get(defect.file());
    if (defect.structural()) {
      assertThat(errors(defect.file(), content)).isNotEmpty();
    } else if (isYaml(content)) {
      assertThat(errors(defect.file(), content)).isEmpty();
    }
  }

  private List<Error> errors(String name, String content) {
    String kind =
        switch (name) {
          case "policy/policy.yaml" -> "policy";
          case "policy/routing.yaml" -> "routing";
          case String other when other.startsWith("policy/guide/") -> "article";
          case String other -> "phraseTests";
        };
    Schema schema =
        registry.getSchema(
            JSON.createObjectNode()
                .put("$ref", "#/$defs/" + kind)
                .<ObjectNode>set("$defs", published.get("$defs")));
    return schema.validate(JSON.valueToTree(load(content)));
  }

  private static boolean isYaml(String content) {
    try {
      load(content);
      return true;
    } catch (YamlEngineException broken) {
      return false;
    }
  }

  private static Object load(String content) {
    return new Load(LoadSettings.builder().build()).loadFromString(content);
  }
}
