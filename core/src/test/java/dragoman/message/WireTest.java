package dragoman.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final int ROUNDS = 2_000;

  private interface Read<T> {
    T read(String text) throws Json.Malformed;
  }

  private static <T> void survives(
      Function<Samples, T> sample, Function<T, String> write, Read<T> read) throws Exception {
    for (var seed = 0; seed < ROUNDS; seed++) {
      var value = sample.apply(new Samples(seed));
      var written = write.apply(value);
      assertThat(read.read(written)).as("seed %d", seed).isEqualTo(value);
      assertThat(written.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c == 0x7f))
          .as("seed %d: only characters SQS takes", seed)
          .isTrue();
    }
  }

  @Test
  void every_event_survives_the_queue() throws Exception {
    survives(Samples::event, EventJson::write, EventJson::read);
  }

  @Test
  void every_receipt_survives_the_queue() throws Exception {
    survives(Samples::receipt, ReceiptJson::write, ReceiptJson::read);
  }

  @Test
  void every_task_survives_the_queue() throws Exception {
    survives(Samples::task, TaskJson::write, TaskJson::read);
  }

  @Test
  void every_escalation_survives_the_topic() throws Exception {
    survives(Samples::escalation, EscalationJson::write, EscalationJson::read);
  }

  @Test
  void profiles_survive_too() throws Exception {
    survives(
        Samples::profile,
        profile -> Json.write(ContextJson.write(profile).put("v", "test")),
        text -> ContextJson.profile(Fields.of(text, "test")));
  }

  @Test
  void the_samples_hold_every_kind_of_content() {
    var kinds = new TreeSet<String>();
    for (var seed = 0; seed < ROUNDS; seed++) {
      kinds.add(new Samples(seed).content(1).kind());
    }
    assertThat(kinds)
        .containsExactly(
            "audio",
            "contacts",
            "deleted",
            "document",
            "edited",
            "image",
            "location",
            "notice",
            "reaction",
            "sticker",
            "tap",
            "text",
            "unsupported",
            "video",
            "voice");
  }

  @Test
  void a_parked_body_survives_byte_for_byte() throws Exception {
    for (var seed = 0; seed < 200; seed++) {
      var parked = new Samples(seed).parked();
      var back = ParkedJson.read(ParkedJson.write(parked));
      assertThat(back.body()).as("seed %d", seed).isEqualTo(parked.body());
      assertThat(back.where()).isEqualTo(parked.where());
      assertThat(back.reason()).isEqualTo(parked.reason());
      assertThat(back.at()).isEqualTo(parked.at());
      assertThat(back.tenant()).isEqualTo(parked.tenant());
      assertThat(back.accounts()).isEqualTo(parked.accounts());
    }
  }

  @Test
  void a_parked_body_that_hardly_packs_is_cut_into_pieces_and_still_survives() throws Exception {
    var body = new byte[700_000];
    new java.util.Random(1).nextBytes(body);
    var written = ParkedJson.write(new Parked("whatsapp", "not JSON", body, Instant.EPOCH));
    assertThat(ParkedJson.read(written).body()).isEqualTo(body);
  }

  @Test
  void a_parked_bomb_is_refused_before_it_unpacks() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      var zeros = new byte[1 << 20];
      for (var i = 0; i < 100; i++) {
        gzip.write(zeros);
      }
    }
    var bomb = parked(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    assertThatThrownBy(() -> ParkedJson.read(bomb))
        .isInstanceOf(Json.Malformed.class)
        .hasMessage("body unpacks to more than 4194304 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AAAA", "H4sI"})
  void a_parked_body_that_is_not_packed_is_malformed(String body) {
    assertThatThrownBy(() -> ParkedJson.read(parked(body)))
        .isInstanceOf(Json.Malformed.class)
        .hasMessage("body is not gzip in base64");
  }

  private static String parked(String body) {
    var json = Json.object().put("v", "parked.v1").put("where", "w").put("reason", "r");
    json.put("at", "2026-01-01T00:00:00Z").putArray("body").add(body);
    return Json.write(json);
  }

  @Test
  void a_lone_surrogate_is_written_as_the_replacement_character() throws Exception {
    var said = "a\ud83d b\ude00 \ud83d\ud83d\ude00 c\\ud800 d\ud800";
    var key = EventKey.of("t", "c", "a", "k", "1");
    var ended = new ReplyEnded(key, ConversationKey.of("t", "c", "a", "u"), ref(), true, said);
    var back = (ReplyEnded) EventJson.read(EventJson.write(ended));
    assertThat(back.reason()).isEqualTo("a\ufffd b\ufffd \ufffd\ud83d\ude00 c\\ud800 d\ufffd");
  }

  @Test
  void every_character_there_is_survives_the_queue() throws Exception {
    for (var plane = 0; plane <= Character.MAX_CODE_POINT; plane += 0x10000) {
      var all =
          IntStream.range(plane, plane + 0x10000)
              .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      var ended =
          new ReplyEnded(
              EventKey.of("t", "c", "a", "k", "1"),
              ConversationKey.of("t", "c", "a", "u"),
              ref(),
              true,
              all);
      var written = EventJson.write(ended);
      assertThat(EventJson.read(written)).isEqualTo(ended);
      assertThat(written.chars().allMatch(c -> c >= 0x20 && c < 0x80)).isTrue();
    }
  }

  @Test
  void a_place_that_is_nowhere_is_kept_as_unsupported() throws Exception {
    var nowhere = new Content.Location(Double.NaN, 1, Optional.empty(), Optional.empty());
    var document = Json.write(ContentJson.write(nowhere).put("v", "test"));
    assertThat(ContentJson.read(Fields.of(document, "test")))
        .isEqualTo(new Content.Unsupported("location"));
  }

  @Test
  void a_newer_writers_extra_fields_are_left_alone() throws Exception {
    var task = new Samples(7).task();
    var json = (ObjectNode) Json.read(TaskJson.write(task));
    json.put("colour", "red").putObject("more").put("deep", 1);
    ((ObjectNode) json.get("contact")).put("birthday", "never");
    ((ObjectNode) json.get("message").get("content")).putArray("extra");
    assertThat(TaskJson.read(Json.write(json))).isEqualTo(task);
  }

  @Test
  void a_null_field_counts_as_absent() throws Exception {
    var receipt = new Samples(3).receipt();
    var json = (ObjectNode) Json.read(ReceiptJson.write(receipt));
    json.putNull("error");
    assertThat(ReceiptJson.read(Json.write(json)).error()).isEmpty();
  }

  @Test
  void every_missing_field_is_named() throws Exception {
    var sample = new Samples(5);
    missing(EventJson.write(sample.message()), EventJson::read, List.of("handle"));
    missing(EventJson.write(ReplyEnded.of(ref(), true, "lost")), EventJson::read, List.of());
    missing(
        EventJson.write(Nudge.of(ref().conversation(), ref().event(), Instant.EPOCH)),
        EventJson::read,
        List.of());
    missing(ReceiptJson.write(sample.receipt()), ReceiptJson::read, List.of("callback", "error"));
    missing(TaskJson.write(sample.task()), TaskJson::read, List.of("genre"));
    missing(
        EscalationJson.write(sample.escalation()),
        EscalationJson::read,
        List.of("language", "genre"));
    missing(ParkedJson.write(sample.parked()), ParkedJson::read, List.of("tenant", "accounts"));
  }

  private static void missing(String document, Read<?> read, List<String> optional)
      throws Exception {
    var names = ((ObjectNode) Json.read(document)).fieldNames();
    while (names.hasNext()) {
      var name = names.next();
      if (!optional.contains(name)) {
        var without = (ObjectNode) Json.read(document);
        without.remove(name);
        assertThatThrownBy(() -> read.read(Json.write(without)))
            .as(name)
            .isInstanceOf(Json.Malformed.class)
            .hasMessage(name + " is missing");
      }
    }
  }

  @Test
  void every_mistyped_field_is_named_and_not_quoted() throws Exception {
    var document = TaskJson.write(new Samples(5).task());
    var names = ((ObjectNode) Json.read(document)).fieldNames();
    while (names.hasNext()) {
      var name = names.next();
      var wrong = (ObjectNode) Json.read(document);
      wrong.putArray(name).add("canary-4711").addArray();
      assertThatThrownBy(() -> TaskJson.read(Json.write(wrong)))
          .as(name)
          .isInstanceOf(Json.Malformed.class)
          .hasMessageStartingWith(name)
          .hasMessageNotContaining("canary");
    }
  }

  @Test
  void a_field_inside_an_object_is_named_by_its_path() throws Exception {
    var json = (ObjectNode) Json.read(TaskJson.write(new Samples(5).task()));
    ((ObjectNode) json.get("reply")).put("to", 5);
    assertThatThrownBy(() -> TaskJson.read(Json.write(json))).hasMessage("reply.to is not text");
    ((ObjectNode) json.get("reply")).put("to", "x").put("before", "tomorrow");
    assertThatThrownBy(() -> TaskJson.read(Json.write(json)))
        .hasMessage("reply.before is not well-formed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z"})
  void a_time_that_no_calendar_can_show_is_not_one(String time) throws Exception {
    var json = (ObjectNode) Json.read(TaskJson.write(new Samples(5).task()));
    json.put("at", time);
    assertThatThrownBy(() -> TaskJson.read(Json.write(json))).hasMessage("at is not well-formed");
  }

  @Test
  void a_time_behind_the_last_a_provider_may_name_is_one() throws Exception {
    var json = (ObjectNode) Json.read(TaskJson.write(new Samples(5).task()));
    json.put("at", "+10000-01-01T23:59:59Z");
    assertThat(TaskJson.read(Json.write(json)).at()).isEqualTo("+10000-01-01T23:59:59Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"v\":1}",
        "{\"v\":\"event.v2\"}",
        "{\"v\":\"event.v1\"}",
        "{\"v\":\"event.v1\",\"kind\":\"shout\"}",
        "{\"v\":\"event.v1\",\"kind\":\"nudge\",\"key\":\"abc\"}",
        "not json"
      })
  void what_is_no_event_is_malformed(String document) {
    assertThatThrownBy(() -> EventJson.read(document)).isInstanceOf(Json.Malformed.class);
  }

  @Test
  void an_unknown_version_is_malformed() {
    assertThatThrownBy(() -> TaskJson.read("{\"v\":\"task.v2\"}"))
        .isInstanceOf(Json.Malformed.class)
        .hasMessage("v is task.v2, not task.v1");
  }

  @Test
  void absent_values_are_left_out() {
    var bare =
        new Receipt(
            EventKey.of("t", "c", "a", "sent", "1"),
            "sms",
            "main",
            "100",
            "SM1",
            "200",
            Receipt.Status.SENT,
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH);
    assertThat(ReceiptJson.write(bare)).doesNotContain("callback", "error", "null");
  }

  private static EffectRef ref() {
    return new EffectRef(
        ConversationKey.of("t", "c", "a", "u"), EventKey.of("t", "c", "a", "k", "1"), 3);
  }
}
