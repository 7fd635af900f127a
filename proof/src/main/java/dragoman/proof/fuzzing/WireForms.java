package dragoman.proof.fuzzing;

import static dragoman.proof.fuzzing.Target.must;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.conversation.ConversationJson;
import dragoman.conversation.DecisionJson;
import dragoman.memory.MemoryLedger;
import dragoman.memory.MemoryPace;
import dragoman.memory.MemoryQueues;
import dragoman.message.ConversationKey;
import dragoman.message.EscalationJson;
import dragoman.message.EventJson;
import dragoman.message.Json;
import dragoman.message.ParkedJson;
import dragoman.message.ReceiptJson;
import dragoman.message.TaskJson;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Batch.Step;
import dragoman.pipeline.Deliver;
import dragoman.pipeline.Doors;
import dragoman.pipeline.LogEvent;
import dragoman.pipeline.Recorded;
import dragoman.proof.fuzzing.Target.Broken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Everything of ours that is read from a queue or a row. */
final class WireForms {
  private static final ConversationKey KEY = ConversationKey.of("t", "c", "a", "u");

  private WireForms() {}

  /** Reads one form. */
  @FunctionalInterface
  interface Reader<T> {
    T read(String text) throws Json.Malformed;
  }

  static List<Target> of(Traces traces) {
    return List.of(
        form("event", 3, traces.inbound(), EventJson::read, EventJson::write),
        form("receipt", 1, traces.receipts(), ReceiptJson::read, ReceiptJson::write),
        form("parked", 2, traces.parked(), ParkedJson::read, ParkedJson::write),
        form("task", 2, traces.tasks(), TaskJson::read, TaskJson::write),
        form(
            "escalation",
            1,
            traces.escalations().stream().map(EscalationJson::write).toList(),
            EscalationJson::read,
            EscalationJson::write),
        form(
            "conversation",
            2,
            traces.conversations().stream().map(ConversationJson::write).toList(),
            text -> ConversationJson.read(KEY, 1, text),
            ConversationJson::write),
        new Target("decision", 2, decisions(traces), WireForms::decision),
        new Target("outgoing", 1, bytes(traces.outbound()), WireForms::outgoing));
  }

  static <T> Target form(
      String name, int share, List<String> seeds, Reader<T> reader, Function<T, String> writer) {
    return new Target(
        name,
        share,
        bytes(seeds),
        input -> settles(new String(input, StandardCharsets.UTF_8), reader, writer));
  }

  /** What is taken is written, read and written again without change. */
  static <T> boolean settles(String input, Reader<T> reader, Function<T, String> writer)
      throws Json.Malformed, Broken {
    var written = writer.apply(reader.read(input));
    String again;
    try {
      again = writer.apply(reader.read(written));
    } catch (Json.Malformed e) {
      throw new Broken("what it writes itself it declines: " + e.getMessage());
    }
    must(written.equals(again), "what it writes changes when it is read");
    return true;
  }

  /** A row holds the decision beside its event. */
  private static List<byte[]> decisions(Traces traces) {
    return traces.inbox().stream().map(WireForms::row).toList();
  }

  private static byte[] row(Recorded recorded) {
    var row = Json.object();
    row.set("event", tree(EventJson.write(recorded.event())));
    row.set("decision", tree(DecisionJson.write(recorded.decision())));
    return Json.write(row).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean decision(byte[] input) throws Json.Malformed, Broken {
    var row = Json.read(input);
    var event = EventJson.read(Json.write(row.path("event")));
    return settles(
        Json.write(row.path("decision")),
        text -> DecisionJson.read(KEY, event, text),
        DecisionJson::write);
  }

  static ObjectNode tree(String json) {
    try {
      return (ObjectNode) Json.read(json);
    } catch (Json.Malformed e) {
      throw new IllegalStateException("what we write can be read", e);
    }
  }

  /** Only its consumer can read it; an empty table then knows of no such reply. */
  private static boolean outgoing(byte[] input) throws Broken {
    var log = new ArrayList<LogEvent>();
    var deliver =
        new Deliver(
            new Deliver.Timing(
                Duration.ofSeconds(40), Duration.ofSeconds(90), Duration.ofHours(12)),
            new MemoryLedger(),
            new Traces.OneEndpoint(),
            (_, _) -> new Doors.Exchange.NotSent("nothing is sent"),
            new MemoryPace(),
            new MemoryQueues(() -> Traces.NOW, _ -> true),
            log::add);
    var item = new Item("1", "", new String(input, StandardCharsets.UTF_8), 1);
    must(deliver.deliver(item, Traces.NOW).equals(Step.DONE), "it waits for what never comes");
    return log.isEmpty();
  }

  private static List<byte[]> bytes(List<String> texts) {
    return texts.stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
