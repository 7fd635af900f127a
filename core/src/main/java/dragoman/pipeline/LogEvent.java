package dragoman.pipeline;

import dragoman.conversation.Action;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import java.util.List;
import java.util.Optional;

/**
 * What Dragoman says in its logs. Typed, so that tests assert which events happened and no text,
 * name, phone or handle can get in.
 *
 * <p>The correlation id of whatever follows from a message is its {@link EventKey}: the webhook's
 * line lists those it accepted, and every later line, to the reply's and the Slack card's, has it
 * as its event or within its {@link EffectRef}.
 */
public sealed interface LogEvent {

  record WebhookRefused(String channel, String endpoint, int status, String reason)
      implements LogEvent {}

  /**
   * @param events the keys of its messages, by which everything that follows can be found
   */
  record WebhookAccepted(
      String channel,
      String endpoint,
      int messages,
      int receipts,
      int parked,
      int ignored,
      List<EventKey> events)
      implements LogEvent {
    public WebhookAccepted {
      events = List.copyOf(events);
    }
  }

  /** Not everything could be made durable: the provider was told to come again. */
  record WebhookNotDurable(String channel, String endpoint, String lane) implements LogEvent {}

  record WebhookParked(String channel, String endpoint, String reason) implements LogEvent {}

  record Decided(
      EventKey event,
      ConversationKey conversation,
      Action action,
      String intent,
      double confidence,
      String language,
      String workspace,
      String team,
      boolean late)
      implements LogEvent {}

  /** The event had been decided before; what was left of its effects was relayed again. */
  record Resumed(EventKey event, ConversationKey conversation, int relayed) implements LogEvent {}

  /** The event is of somebody who was erased: it was processed before, or sent before. */
  record Forgotten(EventKey event, ConversationKey conversation) implements LogEvent {}

  /**
   * A conversation was erased.
   *
   * @param cardsLeft cards that may still stand in Slack
   */
  record ConversationErased(ConversationKey conversation, int events, int cards, int cardsLeft)
      implements LogEvent {}

  /** A card could not be deleted from Slack yet. */
  record CardLeft(ConversationKey conversation, String ticket, String reason) implements LogEvent {}

  record TeamQueueMissing(EffectRef effect, String team, String instead) implements LogEvent {}

  /**
   * @param waitedMillis since the event that it answers was recorded
   */
  record ReplySent(EffectRef effect, String channel, int attempt, long waitedMillis)
      implements LogEvent {}

  record ReplyEndedBadly(EffectRef effect, String channel, Progress.Status status, String reason)
      implements LogEvent {}

  record ReplyCancelled(EffectRef effect, String channel, String reason) implements LogEvent {}

  record ReplyPutOff(EffectRef effect, String channel, String reason, long seconds)
      implements LogEvent {}

  record ReceiptNoted(Optional<EffectRef> effect, String channel, String status, boolean known)
      implements LogEvent {}

  record CardShown(EffectRef effect, String ticket, long version, boolean posted)
      implements LogEvent {}

  record CardPutOff(EffectRef effect, String ticket, String reason, long seconds)
      implements LogEvent {}

  /** No card could be shown for days; the dialogue's task is with its team. */
  record CardGivenUp(EffectRef effect, String ticket) implements LogEvent {}

  record Nudged(EventKey event, ConversationKey conversation) implements LogEvent {}

  /**
   * The watchdog's heartbeat, each minute.
   *
   * @param nudged how many conversations had something unfinished
   * @param quietest the channel account that has been silent for longest, empty if none ever spoke
   */
  record Watched(int nudged, String quietest, long silentSeconds) implements LogEvent {}

  /**
   * A step failed and will be tried again.
   *
   * @param group the queue's FIFO group, which is the conversation; empty where there is none
   */
  record StepFailed(String step, String error, int received, String group) implements LogEvent {}

  /** A queue message that cannot be read at all was set aside. */
  record LetterParked(String queue, String reason) implements LogEvent {}

  /** A golden webhook ends otherwise than is written down: the deployment is stopped. */
  record RehearsalDiffers(String webhook, String what, String expected, String found)
      implements LogEvent {}

  /** A new version did not answer as it must: the deployment is stopped. */
  record VersionUnfit(String version, String reason) implements LogEvent {}

  record DeploymentJudged(String deployment, int differences, int unfit) implements LogEvent {}
}
