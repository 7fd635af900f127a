package dragoman.local.cost;

import dragoman.local.cost.Counts.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of messages through the functions, as usage: measured counts, and the declared inputs
 * where nothing could be counted.
 */
final class Journey {
  static final String ANSWERED = "a new question, answered";
  private static final String FURTHER = "a further question";
  private static final String PERSON = "a question for a person";
  private static final String MANAGER = "a question for a manager";
  private static final String REPEATED = "the same within five minutes";
  private static final List<String> STATUSES =
      List.of("a status (sent)", "a status (delivered)", "a status (read)");
  private static final double GIGABYTE = 1e9;

  private final Counts counts;
  private final Inputs inputs;
  private final Installed installed;
  private final List<Usage> usages = new ArrayList<>();

  Journey(Counts counts, Inputs inputs, Installed installed) {
    this.counts = counts;
    this.inputs = inputs;
    this.installed = installed;
  }

  /** Everything that the traffic of a month uses. */
  List<Usage> of(Traffic traffic) {
    var first = 1 / inputs.get("conversation-messages");
    message(ANSWERED, traffic.messages() * traffic.answered() * first, traffic.batch());
    message(FURTHER, traffic.messages() * traffic.answered() * (1 - first), traffic.batch());
    message(PERSON, traffic.forTeamAlone(), traffic.batch());
    desk(traffic.forTeamAlone());
    var escalated = traffic.messages() * traffic.escalated();
    message(MANAGER, escalated, traffic.batch());
    desk(escalated);
    use("sns-to-sqs", escalated, "escalations");
    queued("sqs-standard", escalated, traffic.batch());
    batched(counts.step(MANAGER, "NotifySlack"), escalated, traffic.batch());
    use("data-out", escalated * inputs.get("reply-bytes") / GIGABYTE, "cards to Slack");
    webhooks(REPEATED, traffic.messages() * traffic.repeated());
    STATUSES.subList(0, traffic.statuses()).forEach(it -> status(it, traffic));
    kept(traffic);
    return List.copyOf(usages);
  }

  /** What the naive design does too: received, deduplicated, stored, queued; no reply. */
  List<Usage> received(double messages, double batch) {
    webhooks(ANSWERED, messages);
    queued("sqs-fifo", messages, batch);
    batched(counts.step(ANSWERED, "RouteConversation"), messages, batch);
    return List.copyOf(usages);
  }

  /** A question with its answer, and no receipts. */
  List<Usage> answered(double messages, double batch) {
    message(ANSWERED, messages, batch);
    return List.copyOf(usages);
  }

  private void message(String when, double messages, double batch) {
    webhooks(when, messages);
    queued("sqs-fifo", messages, batch);
    batched(counts.step(when, "RouteConversation"), messages, batch);
    queued("sqs-fifo", messages, batch);
    batched(counts.step(when, "DeliverReply"), messages, batch);
    use("data-out", messages * inputs.get("reply-bytes") / GIGABYTE, "replies to providers");
  }

  private void status(String when, Traffic traffic) {
    webhooks(when, traffic.messages());
    queued("sqs-standard", traffic.messages(), traffic.batch());
    batched(counts.step(when, "TrackReceipts"), traffic.messages(), traffic.batch());
  }

  private void webhooks(String when, double webhooks) {
    use("http-api-request", webhooks, "webhooks");
    batched(counts.step(when, "ReceiveWebhook"), webhooks, 1);
    use("data-out", webhooks * inputs.get("webhook-answer-bytes") / GIGABYTE, "webhook answers");
  }

  /** A queue's own side: Lambda receives and deletes a batch with one request each. */
  private void queued(String price, double messages, double batch) {
    use(price, 2 * messages / batch, "received and deleted by Lambda");
  }

  /** The desk takes its tasks one by one. */
  private void desk(double tasks) {
    use("sqs-fifo", 2 * tasks, "received and deleted by the teams' desk");
  }

  private void batched(Step step, double messages, double batch) {
    var invocations = messages / batch;
    var calls = step.function().equals("ReceiveWebhook") ? invocations : messages;
    use("lambda-request", invocations, "invocations");
    var memory = installed.gigabytes(step.function());
    use(installed.compute(), messages * millis(step) / 1000 * memory, "working and waiting");
    var cold = inputs.get("cold-share") * inputs.get("cold-millis");
    use(installed.compute(), invocations * cold / 1000 * memory, "cold starts");
    use("sqs-fifo", step.count("SendMessageBatch (FIFO)") * calls, "sent");
    use("sqs-standard", step.count("SendMessageBatch") * calls, "sent");
    use("sns-publish", step.count("Publish") * messages, "escalations");
    use("dynamodb-write", step.writes() * messages, "written");
    use("dynamodb-read", step.reads() * messages, "read");
    logged(step.logLines() * messages, step.logBytes() * messages, "Dragoman's lines");
    logged(
        inputs.get("platform-log-lines") * invocations,
        inputs.get("platform-log-bytes") * invocations,
        "Lambda's own lines");
  }

  /** Billed time of one message without a cold start. */
  private double millis(Step step) {
    var waits =
        switch (step.function()) {
          case "DeliverReply", "NotifySlack" -> inputs.get("provider-millis");
          case String _ -> 0;
        };
    return step.callCount() * inputs.get("call-millis") + inputs.get("cpu-millis") + waits;
  }

  private void logged(double lines, double bytes, String what) {
    var gigabytes = (bytes + lines * inputs.get("log-line-bytes")) / GIGABYTE;
    use("logs-in", gigabytes, what);
    // Uncompressed, because how well these lines compress was not measured.
    use("logs-kept", gigabytes * installed.logDays() * 24 / inputs.get("month-hours"), "kept");
  }

  /** In a steady state, with every month like this one. */
  private void kept(Traffic traffic) {
    var items = counts.step(ANSWERED, "RouteConversation").items();
    var days = inputs.get("month-hours") / 24;
    var overhead = inputs.get("item-bytes");
    var rows = traffic.messages() * inputs.get("event-days") / days;
    var conversations =
        traffic.messages()
            / inputs.get("conversation-messages")
            * inputs.get("conversation-days")
            / days;
    var gigabytes =
        (rows * (items.getFirst() + overhead) + conversations * (items.get(1) + overhead))
            / GIGABYTE;
    use("dynamodb-storage", gigabytes, "inbox rows and conversations");
    if (installed.recovery()) {
      use("dynamodb-recovery", gigabytes, "point-in-time recovery");
    }
    var readings =
        inputs.get("month-hours")
            * 60
            / inputs.get("secret-minutes")
            * inputs.get("secret-versions");
    use(
        "secret-call",
        readings * inputs.get("secret-instances") * inputs.get("secrets"),
        "secrets read anew");
  }

  private void use(String price, double quantity, String what) {
    usages.add(new Usage(price, quantity, what));
  }
}
