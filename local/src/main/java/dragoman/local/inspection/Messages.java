package dragoman.local.inspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.conversation.Effect;
import dragoman.functions.Rows;
import dragoman.message.Content;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Receipt;
import dragoman.message.ReceiptJson;
import dragoman.message.Reply;
import dragoman.message.ReplyEnded;
import dragoman.pipeline.Progress;
import dragoman.pipeline.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every accepted inbound event, oldest first: messages and ended replies from the inbox rows of the
 * table, receipts as they passed by since the start.
 */
public record Messages(DynamoDbClient dynamo, String table, Receipts receipts) {
  private static final int KEPT_RECEIPTS = 50_000;

  /** Every entry has the same names; what an entry has nothing for is null. */
  private static final List<String> ABOUT_WORDS =
      List.of(
          "name",
          "chat",
          "group",
          "sentAt",
          "language",
          "intent",
          "confidence",
          "conversation",
          "event",
          "version",
          "workspace",
          "team",
          "article",
          "late",
          "policy");

  private static final List<String> ABOUT_MESSAGE =
      List.of(
          "channel",
          "endpoint",
          "account",
          "externalId",
          "sender",
          "name",
          "chat",
          "group",
          "sentAt");

  /**
   * Receipts as they waited on their queue; one delivered twice is one. Safe for use by several
   * threads.
   */
  public static final class Receipts implements Consumer<String> {
    private final Map<String, ObjectNode> byKey = new LinkedHashMap<>();

    @Override
    public synchronized void accept(String body) {
      try {
        var receipt = ReceiptJson.read(body);
        if (byKey.size() < KEPT_RECEIPTS) {
          byKey.put(receipt.key().value(), json(receipt));
        }
      } catch (Json.Malformed e) {
        System.err.println("inspection: a receipt is not readable: " + e.getMessage());
      }
    }

    public synchronized void clear() {
      byKey.clear();
    }

    private synchronized List<ObjectNode> all() {
      return List.copyOf(byKey.values());
    }
  }

  public List<ObjectNode> all() {
    var rows = new ArrayList<Recorded>();
    dynamo
        .scanPaginator(
            it ->
                it.tableName(table)
                    .consistentRead(true)
                    .filterExpression("attribute_exists(decision)"))
        .items()
        .forEach(row -> read(row).ifPresent(rows::add));
    rows.sort(Comparator.comparing(Recorded::at).thenComparing(Recorded::version));
    var all = new ArrayList<>(rows.stream().map(Messages::json).toList());
    all.addAll(receipts.all());
    return all;
  }

  /** Every event of one conversation, in the order in which it was processed. */
  public List<ObjectNode> of(String conversation) {
    var rows = new ArrayList<Recorded>();
    dynamo
        .queryPaginator(
            it ->
                it.tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :conversation AND begins_with(sk, :event)")
                    .filterExpression("attribute_exists(decision)")
                    .expressionAttributeValues(
                        Map.of(
                            ":conversation", AttributeValue.fromS(conversation),
                            ":event", AttributeValue.fromS("event#"))))
        .items()
        .forEach(row -> read(row).ifPresent(rows::add));
    rows.sort(Comparator.comparing(Recorded::version));
    return rows.stream().map(Messages::json).toList();
  }

  private static Optional<Recorded> read(Map<String, AttributeValue> row) {
    try {
      return Optional.of(Rows.recorded(row));
    } catch (Json.Malformed e) {
      System.err.println("a row is not readable: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static ObjectNode json(Recorded row) {
    var decision = row.decision();
    var json = Json.object();
    switch (row.event()) {
      case InboundMessage message ->
          json.put("channel", message.channel())
              .put("endpoint", message.endpoint())
              .put("account", message.account())
              .put("kind", message.content().kind())
              .put("type", message.type())
              .put("externalId", message.externalId())
              .put("sender", message.sender().id())
              .put("name", message.sender().name().orElse(null))
              .put("chat", message.chat())
              .put("group", message.inGroupChat())
              .put("text", text(message.content()))
              .put("sentAt", message.at().toString());
      case ReplyEnded ended -> {
        ABOUT_MESSAGE.forEach(json::putNull);
        json.put("kind", "reply_ended")
            .put("type", ended.unknown() ? "reply:unknown" : "reply:failed")
            .put("text", ended.reason());
      }
      case dragoman.message.Nudge _ -> {
        ABOUT_MESSAGE.forEach(json::putNull);
        json.put("kind", "nudge").put("type", "nudge").put("text", "");
      }
    }
    json.putNull("error");
    json.put("language", decision.understood().language().orElse(null))
        .put("intent", decision.understood().intent().orElse(null))
        .put("confidence", decision.understood().confidence())
        .put("conversation", row.conversation().value())
        .put("event", row.event().key().value())
        .put("version", row.version())
        .put("decision", word(decision.action()))
        .put("workspace", decision.workspace())
        .put("team", decision.team().orElse(null))
        .put("article", decision.article().orElse(null))
        .put("late", decision.late())
        .put("policy", decision.policy())
        .put("at", row.at().toString());
    var reasons = json.putArray("reasons");
    decision.reasons().forEach(reasons::add);
    decision.understood().reasons().forEach(reasons::add);
    var effects = json.putArray("effects");
    for (var number = 0; number < row.progress().size(); number++) {
      effects.add(json(row.effect(number), row.progress().get(number)));
    }
    return json;
  }

  private static ObjectNode json(Effect effect, Progress progress) {
    var json =
        Json.object()
            .put("id", effect.id().value())
            .put("kind", effect.kind())
            .put("status", word(progress.status()))
            .put("attempts", progress.attempt())
            .put("at", progress.since().toString())
            .put("note", progress.note().orElse(null))
            .put("receipt", progress.receipt().map(Messages::word).orElse(null));
    switch (effect) {
      case Effect.Answering(var reply, _, _) ->
          json.put("to", reply.to())
              .put("text", reply.text())
              .put("link", reply.link().map(Reply.Link::url).map(Object::toString).orElse(null));
      case Effect.Assigning(var task) ->
          json.put("team", task.team()).put("ticket", task.ticket()).put("task", word(task.kind()));
      case Effect.Escalating(var escalation) ->
          json.put("team", escalation.team())
              .put("ticket", escalation.ticket())
              .put("severity", escalation.severity())
              .put("text", escalation.why());
    }
    return json;
  }

  private static ObjectNode json(Receipt receipt) {
    var json =
        Json.object()
            .put("channel", receipt.channel())
            .put("endpoint", receipt.endpoint())
            .put("account", receipt.account())
            .put("kind", "status")
            .put("type", "status:" + word(receipt.status()))
            .put("externalId", receipt.externalId())
            .put("sender", receipt.recipient())
            .put("text", "")
            .put("error", receipt.error().orElse(null));
    ABOUT_WORDS.forEach(json::putNull);
    json.put("decision", "receipt").put("at", receipt.at().toString());
    json.putArray("reasons").add("a receipt goes to the reply it is about");
    json.putArray("effects");
    return json;
  }

  /** What was written, even where nobody is waiting for an answer to it. */
  private static String text(Content content) {
    return content instanceof Content.Notice(_, var detail)
        ? detail.orElse("")
        : content.words().orElse("");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
