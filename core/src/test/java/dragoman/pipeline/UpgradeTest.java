package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.EscalationJson;
import dragoman.message.EventJson;
import dragoman.message.Json;
import dragoman.message.ParkedJson;
import dragoman.message.ReceiptJson;
import dragoman.message.TaskJson;
import dragoman.upgrade.Frozen;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A queue is drained by another version than filled it: the next one after an upgrade, the one
 * before after a rollback, either while the traffic shifts.
 */
class UpgradeTest {
  private static final Map<String, JsonNode> TODAY = Today.documents();
  private static final Map<String, JsonNode> FROZEN = Frozen.files("core", TODAY);

  /** Reads a document as its kind and writes what was understood. */
  private static JsonNode understood(String name, JsonNode document) throws Json.Malformed {
    var text = Json.write(document);
    return Today.json(
        switch (name.substring(name.indexOf('/') + 1).split("-")[0]) {
          case "event" -> EventJson.write(EventJson.read(text));
          case "receipt" -> ReceiptJson.write(ReceiptJson.read(text));
          case "task" -> TaskJson.write(TaskJson.read(text));
          case "escalation" -> EscalationJson.write(EscalationJson.read(text));
          case "outgoing" -> Outgoing.read(text).write();
          case "parked" -> ParkedJson.write(ParkedJson.read(text));
          case String other -> throw new IllegalArgumentException(other);
        });
  }

  /** A parked body's gzip need not be the same bytes on every machine; what it packs is. */
  private static JsonNode unpacked(JsonNode document) throws Json.Malformed {
    return document.has("body")
        ? ((ObjectNode) document.deepCopy())
            .put(
                "body",
                new String(ParkedJson.read(Json.write(document)).body(), StandardCharsets.UTF_8))
        : document;
  }

  @Test
  void what_an_earlier_version_queued_is_read_and_nothing_of_it_is_lost() throws Exception {
    assertThat(FROZEN).isNotEmpty();
    for (var each : FROZEN.entrySet()) {
      var read = understood(each.getKey(), each.getValue());
      assertThat(Frozen.holds(unpacked(read), unpacked(each.getValue())))
          .as("%s was %s and is read as %s", each.getKey(), each.getValue(), read)
          .isTrue();
    }
  }

  @Test
  void an_earlier_version_finds_in_what_we_queue_all_that_it_looks_for() throws Exception {
    for (var each : FROZEN.entrySet()) {
      var now = TODAY.get(each.getKey().replaceFirst(".*/", ""));
      assertThat(now).as(each.getKey()).isNotNull();
      assertThat(Frozen.holds(unpacked(now), unpacked(each.getValue())))
          .as("%s was written as %s and now as %s", each.getKey(), each.getValue(), now)
          .isTrue();
    }
  }

  @Test
  void what_a_later_version_adds_anywhere_is_left_alone() throws Exception {
    for (var each : TODAY.entrySet()) {
      assertThat(understood(each.getKey(), Frozen.asTomorrow(each.getValue())))
          .as(each.getKey())
          .isEqualTo(each.getValue());
    }
  }

  @Test
  void a_version_that_is_not_ours_is_refused_and_named() {
    for (var each : TODAY.entrySet()) {
      var ours = each.getValue().get("v").textValue();
      var theirs = ours.replace(".v1", ".v2");
      var document = ((ObjectNode) each.getValue().deepCopy()).put("v", theirs);
      assertThatThrownBy(() -> understood(each.getKey(), document))
          .as(each.getKey())
          .isInstanceOf(Json.Malformed.class)
          .hasMessage("v is " + theirs + ", not " + ours);
    }
  }
}
