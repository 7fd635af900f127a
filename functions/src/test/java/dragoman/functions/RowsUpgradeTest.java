package dragoman.functions;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.ConversationKey;
import dragoman.message.Json;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Doors.Standing;
import dragoman.upgrade.Frozen;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table outlives every version, and while traffic shifts two versions share it. A row's file
 * shows its documents unfolded; in the table they are text, or packed.
 */
class RowsUpgradeTest {
  private static final Map<String, JsonNode> TODAY = unfolded(TodayRows.rows());
  private static final Map<String, JsonNode> FROZEN = Frozen.files("functions", TODAY);

  /** A document as text, and one that is packed. */
  private static final List<String> DOCUMENT = List.of("document", "packed");

  private static Map<String, JsonNode> unfolded(Map<String, Map<String, AttributeValue>> rows) {
    var all = new TreeMap<String, JsonNode>();
    rows.forEach((name, row) -> all.put(name, json(row)));
    return all;
  }

  private static ObjectNode json(Map<String, AttributeValue> map) {
    var json = Json.object();
    new TreeMap<>(map)
        .forEach(
            (name, value) ->
                json.set(
                    name,
                    switch (value.type()) {
                      case M -> Json.object().set("M", json(value.m()));
                      case N -> Json.object().put("N", value.n());
                      case S ->
                          value.s().startsWith("{")
                              ? Json.object().set("document", document(value.s()))
                              : Json.object().put("S", value.s());
                      case B -> Json.object().set("packed", document(Packed.json(value)));
                      case BOOL, BS, L, NS, NUL, SS, UNKNOWN_TO_SDK_VERSION ->
                          throw new IllegalArgumentException(name + ": " + value.type());
                    }));
    return json;
  }

  private static JsonNode document(String text) {
    try {
      return Json.read(text);
    } catch (Json.Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, AttributeValue> row(JsonNode json) {
    return json.properties().stream().collect(toMap(Map.Entry::getKey, it -> value(it.getValue())));
  }

  private static AttributeValue value(JsonNode json) {
    return json.has("M")
        ? AttributeValue.fromM(row(json.get("M")))
        : json.has("N")
            ? AttributeValue.fromN(json.get("N").textValue())
            : json.has("packed")
                ? Packed.of(Json.write(json.get("packed")))
                : AttributeValue.fromS(
                    json.has("S") ? json.get("S").textValue() : Json.write(json.get("document")));
  }

  /** How long a row is kept may change. */
  private static JsonNode lasting(JsonNode row) {
    return ((ObjectNode) row.deepCopy()).without(Rows.EXPIRES_AT);
  }

  /** Reads a row as its kind and writes what was understood, with the progress as it was read. */
  private static JsonNode understood(String name, JsonNode json) throws Json.Malformed {
    var row = row(json);
    return lasting(
        json(
            switch (name.substring(name.indexOf('/') + 1).split("-")[0]) {
              case "conversation", "alias" ->
                  switch (Rows.standing(row)) {
                    case Standing.Itself(var it) -> Rows.conversation(it, Instant.EPOCH);
                    case Standing.Alias(var to) ->
                        Rows.alias(new ConversationKey(row.get("pk").s()), to, Instant.EPOCH);
                    case Standing.Erased(var version, var at) ->
                        Rows.erased(new ConversationKey(row.get("pk").s()), version, at);
                  };
              case "inbox" -> inbox(row);
              case "contact" -> Rows.contact(new ContactKey(row.get("pk").s()), Rows.profile(row));
              case "card" -> Rows.card(Rows.card(row), Instant.EPOCH);
              case String other -> throw new IllegalArgumentException(other);
            }));
  }

  private static Map<String, AttributeValue> inbox(Map<String, AttributeValue> row)
      throws Json.Malformed {
    var recorded = Rows.recorded(row);
    var written = new HashMap<>(Rows.inbox(recorded));
    if (written.containsKey("fx")) {
      var effects = new HashMap<>(written.get("fx").m());
      for (var number = 0; number < recorded.progress().size(); number++) {
        var progress = recorded.progress().get(number);
        var effect = new HashMap<>(effects.get(Integer.toString(number)).m());
        progress.note().ifPresent(it -> effect.put("m", Rows.text(it)));
        progress.receipt().ifPresent(it -> effect.put("r", Rows.number(it.ordinal())));
        effects.put(Integer.toString(number), AttributeValue.fromM(effect));
      }
      written.put("fx", AttributeValue.fromM(effects));
    }
    // Only conditions and the index look at these.
    row.forEach(
        (name, value) -> {
          if (name.startsWith("due")) {
            written.put(name, value);
          }
        });
    return written;
  }

  @Test
  void a_row_of_an_earlier_version_is_read_and_nothing_of_it_is_lost() throws Exception {
    assertThat(FROZEN).isNotEmpty();
    for (var each : FROZEN.entrySet()) {
      var read = understood(each.getKey(), each.getValue());
      assertThat(Frozen.holds(read, lasting(each.getValue())))
          .as("%s was %s and is read as %s", each.getKey(), each.getValue(), read)
          .isTrue();
    }
  }

  @Test
  void an_earlier_version_finds_in_our_rows_all_that_it_looks_for() {
    for (var each : FROZEN.entrySet()) {
      var now = TODAY.get(each.getKey().replaceFirst(".*/", ""));
      assertThat(now).as(each.getKey()).isNotNull();
      assertThat(Frozen.holds(now, lasting(each.getValue())))
          .as("%s was written as %s and now as %s", each.getKey(), each.getValue(), now)
          .isTrue();
    }
  }

  @Test
  void what_a_later_version_adds_to_a_row_or_a_document_in_it_is_left_alone() throws Exception {
    for (var each : TODAY.entrySet()) {
      var row = (ObjectNode) each.getValue().deepCopy();
      row.properties()
          .forEach(
              it -> {
                for (var form : DOCUMENT) {
                  if (it.getValue().has(form)) {
                    it.setValue(
                        Json.object().set(form, Frozen.asTomorrow(it.getValue().get(form))));
                  }
                }
              });
      row.putObject("ofTomorrow").put("S", "x");
      row.path("fx")
          .path("M")
          .forEach(it -> ((ObjectNode) it.get("M")).putObject("x").put("N", "1"));
      assertThat(understood(each.getKey(), row))
          .as(each.getKey())
          .isEqualTo(lasting(each.getValue()));
    }
  }

  @Test
  void a_document_of_a_version_that_is_not_ours_is_refused_and_named() {
    for (var each : TODAY.entrySet()) {
      each.getValue()
          .properties()
          .forEach(
              attribute -> {
                for (var form : DOCUMENT) {
                  if (!attribute.getValue().has(form)) {
                    continue;
                  }
                  var theirs = (ObjectNode) each.getValue().deepCopy();
                  var document = (ObjectNode) theirs.get(attribute.getKey()).get(form);
                  var ours = document.get("v").textValue();
                  document.put("v", ours.replace(".v1", ".v2"));
                  assertThatThrownBy(() -> understood(each.getKey(), theirs))
                      .as(each.getKey() + " " + attribute.getKey())
                      .isInstanceOf(Json.Malformed.class)
                      .hasMessage("v is " + ours.replace(".v1", ".v2") + ", not " + ours);
                }
              });
    }
  }
}
