package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Json;
import dragoman.pipeline.LogEvent;
import dragoman.pipeline.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonLogTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final ConversationKey CONVERSATION = new ConversationKey("c".repeat(64));
  private static final EventKey EVENT = new EventKey("e".repeat(64));
  private static final EffectRef REPLY = new EffectRef(CONVERSATION, EVENT, 1);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonLog log =
      new JsonLog(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> NOW, "dragoman-prod");

  @AfterEach
  void no_trace() {
    System.clearProperty("com.amazonaws.xray.traceHeader");
  }

  @Test
  void a_line_says_what_happened_and_to_which_message() throws Json.Malformed {
    var line = logged(new LogEvent.ReplySent(REPLY, "whatsapp/1001", 2, 1_500));
    assertThat(line.path("name").asText()).isEqualTo("ReplySent");
    assertThat(line.path("at").asText()).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(line.path("correlationId").asText()).isEqualTo(EVENT.value());
    assertThat(line.path("conversation").asText()).isEqualTo(CONVERSATION.value());
    assertThat(line.path("effect").asInt()).isEqualTo(1);
    assertThat(line.path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void a_webhook_lists_the_messages_it_brought() throws Json.Malformed {
    var line = logged(new LogEvent.WebhookAccepted("telegram", "main", 1, 0, 0, 0, List.of(EVENT)));
    assertThat(line.path("correlationIds")).hasSize(1);
    assertThat(line.path("correlationIds").get(0).asText()).isEqualTo(EVENT.value());
  }

  @Test
  void a_receipt_that_belongs_to_nothing_of_ours_has_no_correlation_id() throws Json.Malformed {
    assertThat(
            logged(new LogEvent.ReceiptNoted(Optional.empty(), "whatsapp", "READ", false))
                .has("correlationId"))
        .isFalse();
  }

  /** Embedded metric format: dimensions and metrics are members of the line, named in _aws. */
  @Test
  void what_is_counted_is_in_the_line_by_stack_and_channel() throws Json.Malformed {
    var line = logged(new LogEvent.ReplySent(REPLY, "whatsapp/1001", 1, 1_500));
    var directive = line.path("_aws").path("CloudWatchMetrics").get(0);
    assertThat(line.path("_aws").path("Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
    assertThat(directive.path("Namespace").asText()).isEqualTo("Dragoman");
    assertThat(directive.path("Dimensions").toString())
        .isEqualTo("[[\"Stack\"],[\"Stack\",\"Channel\"]]");
    assertThat(line.path("Stack").asText()).isEqualTo("dragoman-prod");
    assertThat(line.path("Channel").asText()).isEqualTo("whatsapp");
    assertThat(directive.path("Metrics").toString())
        .isEqualTo(
            "[{\"Name\":\"RepliesSent\",\"Unit\":\"Count\"},"
                + "{\"Name\":\"ReplyWait\",\"Unit\":\"Milliseconds\"}]");
    assertThat(line.path("RepliesSent").asDouble()).isEqualTo(1);
    assertThat(line.path("ReplyWait").asDouble()).isEqualTo(1_500);
  }

  @Test
  void a_strangers_text_is_never_a_dimension() throws Json.Malformed {
    var line = logged(new LogEvent.WebhookRefused("no-such-channel", "x", 404, "no such channel"));
    assertThat(line.has("Channel")).isFalse();
    assertThat(line.path("WebhooksRefused").asDouble()).isEqualTo(1);
  }

  @Test
  void a_bad_signature_is_counted_apart_from_other_refusals() throws Json.Malformed {
    var line = logged(new LogEvent.WebhookRefused("whatsapp", "main", 401, "bad signature"));
    assertThat(line.path("SignatureFailures").asDouble()).isEqualTo(1);
    assertThat(line.has("WebhooksRefused")).isFalse();
  }

  @Test
  void a_reply_nobody_knows_of_is_counted_apart_from_one_that_failed() throws Json.Malformed {
    var unknown = logged(new LogEvent.ReplyEndedBadly(REPLY, "t", Progress.Status.UNKNOWN, "lost"));
    var failed = logged(new LogEvent.ReplyEndedBadly(REPLY, "t", Progress.Status.FAILED, "no"));
    assertThat(unknown.has("RepliesUnknown")).isTrue();
    assertThat(failed.has("RepliesFailed")).isTrue();
  }

  @Test
  void the_trace_is_in_the_line_where_it_is_sampled() throws Json.Malformed {
    System.setProperty(
        "com.amazonaws.xray.traceHeader", "Root=1-5759e988-bd862e3fe1be46a9;Parent=53;Sampled=1");
    assertThat(logged(new LogEvent.CardGivenUp(REPLY, "D-1")).path("trace").asText())
        .isEqualTo("1-5759e988-bd862e3fe1be46a9");
    System.setProperty("com.amazonaws.xray.traceHeader", "Root=1-5759e988;Parent=53;Sampled=0");
    assertThat(logged(new LogEvent.CardGivenUp(REPLY, "D-1")).has("trace")).isFalse();
  }

  @Test
  void one_event_is_one_line_whatever_a_stranger_writes() throws Json.Malformed {
    var line =
        logged(new LogEvent.WebhookRefused("a\r\n{\"name\":\"x\"}\u2028\u001b[2J", "", 404, ""));
    assertThat(line.path("channel").asText()).startsWith("a\r\n");
    assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
        .matches("\\p{ASCII}+")
        .hasLineCount(1);
  }

  private JsonNode logged(LogEvent event) throws Json.Malformed {
    bytes.reset();
    log.log(event);
    return Json.read(bytes.toString(StandardCharsets.UTF_8));
  }
}
