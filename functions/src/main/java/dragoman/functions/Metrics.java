package dragoman.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.conversation.Action;
import dragoman.pipeline.LogEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What CloudWatch counts of a log event: it reads the numbers out of the line itself (Amazon
 * CloudWatch User Guide, "Embedded metric format specification"), so a metric costs no call and
 * cannot say anything else than the log.
 *
 * @param channel by which they are counted as well; a name of ours, never a stranger's text
 */
record Metrics(List<Metric> metrics, Optional<String> channel) {
  static final String NAMESPACE = "Dragoman";

  /**
   * @param unit as CloudWatch names it
   */
  record Metric(String name, String unit, double value) {}

  /** Empty for what is told and not counted. */
  static Optional<Metrics> of(LogEvent event) {
    return switch (event) {
      case LogEvent.WebhookRefused it ->
          it.status() == 401 || it.status() == 403
              ? count("SignatureFailures")
              : count("WebhooksRefused");
      case LogEvent.WebhookAccepted it ->
          it.messages() == 0
              ? Optional.empty()
              : byChannel(it.channel(), new Metric("MessagesAccepted", "Count", it.messages()));
      case LogEvent.WebhookNotDurable _ -> count("WebhooksNotDurable");
      case LogEvent.WebhookParked _, LogEvent.LetterParked _ -> count("MessagesParked");
      case LogEvent.Decided it -> decided(it.action());
      case LogEvent.TeamQueueMissing _ -> count("TeamQueuesMissing");
      case LogEvent.ReplySent it ->
          byChannel(
              it.channel(),
              new Metric("RepliesSent", "Count", 1),
              new Metric("ReplyWait", "Milliseconds", it.waitedMillis()));
      case LogEvent.ReplyEndedBadly it ->
          switch (it.status()) {
            case UNKNOWN -> count("RepliesUnknown");
            case FAILED, CANCELLED, PENDING, SENDING, SENT -> count("RepliesFailed");
          };
      case LogEvent.CardShown _ -> count("CardsShown");
      case LogEvent.CardGivenUp _ -> count("CardsGivenUp");
      case LogEvent.Nudged _ -> count("EffectsStuck");
      case LogEvent.Watched it ->
          Optional.of(
              new Metrics(
                  List.of(new Metric("SilentHours", "None", it.silentSeconds() / 3_600.0)),
                  Optional.empty()));
      case LogEvent.StepFailed _ -> count("StepsFailed");
      case LogEvent.Resumed _,
          LogEvent.ReplyPutOff _,
          LogEvent.ReplyCancelled _,
          LogEvent.ReceiptNoted _,
          LogEvent.CardPutOff _,
          LogEvent.Forgotten _,
          LogEvent.ConversationErased _,
          LogEvent.CardLeft _,
          LogEvent.RehearsalDiffers _,
          LogEvent.VersionUnfit _,
          LogEvent.DeploymentJudged _ ->
          Optional.empty();
    };
  }

  private static Optional<Metrics> decided(Action action) {
    return switch (action) {
      case ANSWER -> count("MessagesAnswered");
      case HAND_OVER -> count("MessagesHandedOver");
      case PARK -> count("MessagesParked");
      case GREET, FOLLOW_UP, NOTE, IGNORE -> Optional.empty();
    };
  }

  private static Optional<Metrics> count(String name) {
    return Optional.of(new Metrics(List.of(new Metric(name, "Count", 1)), Optional.empty()));
  }

  /** A lane is {@code channel/account}; the account is not counted by, there may be thousands. */
  private static Optional<Metrics> byChannel(String lane, Metric... metrics) {
    return Optional.of(new Metrics(List.of(metrics), Optional.of(lane.replaceFirst("/.*", ""))));
  }

  /** Puts the numbers, and what CloudWatch needs to find them, into a line. */
  void embed(ObjectNode line, String stack, Instant at) {
    line.put("Stack", stack);
    channel.ifPresent(it -> line.put("Channel", it));
    metrics.forEach(it -> line.put(it.name(), it.value()));
    var directive =
        line.putObject("_aws")
            .put("Timestamp", at.toEpochMilli())
            .putArray("CloudWatchMetrics")
            .addObject()
            .put("Namespace", NAMESPACE);
    var dimensions = directive.putArray("Dimensions");
    dimensions.addArray().add("Stack");
    channel.ifPresent(_ -> dimensions.addArray().add("Stack").add("Channel"));
    var names = directive.putArray("Metrics");
    metrics.forEach(it -> names.addObject().put("Name", it.name()).put("Unit", it.unit()));
  }
}
