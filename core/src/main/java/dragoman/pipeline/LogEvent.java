package dragoman.pipeline;

import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;

/**
 * What Dragoman says in its logs. Typed, so that tests assert which events happened and no text,
 * name, phone or handle can get in.
 */
public sealed interface LogEvent {

  record WebhookRefused(String channel, String endpoint, int status, String reason)
      implements LogEvent {}

  record WebhookAccepted(
      String channel, String endpoint, int messages, int receipts, int parked, int ignored)
      implements LogEvent {}

  /** Not everything could be made durable: the provider was told to come again. */
  record WebhookNotDurable(String channel, String endpoint, String lane) implements LogEvent {}

  record WebhookParked(String channel, String endpoint, String reason) implements LogEvent {}

  record Decided(
      EventKey event,
      ConversationKey conversation,
      String action,
      String intent,
      double confidence,
      String language,
      String workspace,
      String team,
      boolean late)
      implements LogEvent {}

  /** The event had been decided before; what was left of its effects was relayed again. */
  record Resumed(EventKey event, ConversationKey conversation, int relayed) implements LogEvent {}

  record TeamQueueMissing(String team, String instead) implements LogEvent {}

  record ReplySent(EffectRef effect, String channel, int attempt) implements LogEvent {}

  record ReplyEndedBadly(EffectRef effect, String channel, String status, String reason)
      implements LogEvent {}

  record ReplyPutOff(EffectRef effect, String channel, String reason, long seconds)
      implements LogEvent {}

  record ReceiptNoted(String channel, String status, boolean known) implements LogEvent {}

  record CardShown(ConversationKey conversation, String ticket, long version, boolean posted)
      implements LogEvent {}

  record CardPutOff(String ticket, String reason, long seconds) implements LogEvent {}

  /** No card could be shown for days; the dialogue's task is with its team. */
  record CardGivenUp(String ticket) implements LogEvent {}

  record Nudged(EventKey event, ConversationKey conversation) implements LogEvent {}

  /** A step failed and will be tried again. */
  record StepFailed(String step, String error, int received) implements LogEvent {}

  /** A queue message that cannot be read at all was set aside. */
  record LetterParked(String queue, String reason) implements LogEvent {}

  /** A golden webhook ends otherwise than is written down: the deployment is stopped. */
  record RehearsalDiffers(String webhook, String what, String expected, String found)
      implements LogEvent {}

  /** A new version did not answer as it must: the deployment is stopped. */
  record VersionUnfit(String version, String reason) implements LogEvent {}

  record DeploymentJudged(String deployment, int differences, int unfit) implements LogEvent {}
}
