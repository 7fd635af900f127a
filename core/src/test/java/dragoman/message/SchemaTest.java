package dragoman.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What outside software is told to expect is what it gets. */
class SchemaTest {

  private static String text(String name) throws IOException {
    return Files.readString(
        Path.of(System.getProperty("project.root", "..")).resolve("docs/schemas").resolve(name));
  }

  private static Schema schema(String name) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text(name), InputFormat.JSON);
  }

  private static void conforms(Schema schema, String document, long seed) {
    assertThat(
            schema.validate(
                document,
                InputFormat.JSON,
                run -> run.executionConfig(config -> config.formatAssertionsEnabled(true))))
        .as("seed %d", seed)
        .isEmpty();
  }

  @Test
  void every_task_conforms_to_its_schema() throws Exception {
    var schema = schema("task.v1.json");
    for (var seed = 0; seed < 1_000; seed++) {
      conforms(schema, TaskJson.write(new Samples(seed).task()), seed);
    }
  }

  @Test
  void every_escalation_conforms_to_its_schema() throws Exception {
    var schema = schema("escalation.v1.json");
    for (var seed = 0; seed < 1_000; seed++) {
      conforms(schema, EscalationJson.write(new Samples(seed).escalation()), seed);
    }
  }

  @Test
  void a_document_without_a_required_field_does_not_conform() throws Exception {
    var schema = schema("task.v1.json");
    var task = TaskJson.write(new Samples(1).task());
    for (var name : Json.read(text("task.v1.json")).get("required")) {
      var without = (ObjectNode) Json.read(task);
      without.remove(name.textValue());
      assertThat(schema.validate(Json.write(without), InputFormat.JSON))
          .as(name.textValue())
          .isNotEmpty();
    }
  }

  @Test
  void every_field_that_is_ever_written_is_described() throws Exception {
    for (var name : new String[] {"task.v1.json", "escalation.v1.json"}) {
      var undescribed = new TreeSet<String>();
      collect(Json.read(text(name)), name, undescribed);
      assertThat(undescribed).isEmpty();
    }
    var described = Json.read(text("task.v1.json")).get("properties");
    for (var seed = 0; seed < 200; seed++) {
      Json.read(TaskJson.write(new Samples(seed).task()))
          .fieldNames()
          .forEachRemaining(field -> assertThat(described.has(field)).as(field).isTrue());
    }
  }

  private static void collect(JsonNode schema, String path, TreeSet<String> undescribed) {
    if (schema.path("properties").isObject()) {
      for (var property : schema.get("properties").properties()) {
        var described = property.getValue();
        if (!described.has("description") && !described.has("$ref") && !described.has("const")) {
          undescribed.add(path + "." + property.getKey());
        }
      }
    }
    for (var child : schema) {
      collect(child, path, undescribed);
    }
  }
}
