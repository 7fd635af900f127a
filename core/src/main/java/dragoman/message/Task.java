package dragoman.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Work for a team: what waits on its queue, the contract with its desk software ({@code
 * docs/schemas/task.v1.json}).
 *
 * @param id one per queue message; the same on every retry
 * @param ticket one per dialogue: an opened task and its follow-ups share it, and it is told to the
 *     person
 * @param said what the person said that asks for this work
 * @param recent the lines before it, oldest first
 * @param replyBefore until when the channel lets us answer freely
 * @param late true when an older message arrived after a newer one
 * @param optedOut since when the person wants no more messages from us; empty as a rule
 */
public record Task(
    EffectId id,
    Kind kind,
    String ticket,
    ConversationKey conversation,
    String workspace,
    String team,
    Optional<String> genre,
    Understanding understood,
    List<String> reasons,
    String policy,
    String channel,
    String endpoint,
    String account,
    String contactId,
    Optional<String> contactName,
    Optional<String> tier,
    Content said,
    String externalId,
    List<Line> recent,
    String replyTo,
    Optional<Instant> replyBefore,
    Instant at,
    boolean late,
    Optional<Instant> optedOut) {
  public Task {
    recent = List.copyOf(recent);
    reasons = List.copyOf(reasons);
  }

  public enum Kind {
    OPENED,
    FOLLOW_UP
  }
}
