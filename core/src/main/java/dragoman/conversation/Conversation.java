package dragoman.conversation;

import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.Line;
import dragoman.message.Profile;
import dragoman.message.Understanding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One contact (or group chat) on one of our accounts, as it stands.
 *
 * @param version the number of distinct events that changed it; every writer names the version it
 *     read
 * @param ids every id the person is known by here; each leads to this conversation
 * @param workspace whose contact it is
 * @param language the language settled on, a BCP 47 tag
 * @param understood what the last question was taken to mean
 * @param reasons why the last decision was made
 * @param lastSequence the highest provider sequence seen; it never goes back
 * @param lastReply the last reply decided, which the next must not overtake
 * @param lastAnswer the guide article last answered with
 * @param recent the last lines, oldest first, each cut short
 */
public record Conversation(
    ConversationKey key,
    long version,
    String channel,
    String endpoint,
    String account,
    String chat,
    List<String> ids,
    Profile profile,
    String workspace,
    Optional<String> language,
    Owner owner,
    Dialogue dialogue,
    Understanding understood,
    List<String> reasons,
    long lastSequence,
    Instant lastInboundAt,
    Optional<EffectRef> lastReply,
    Optional<String> lastAnswer,
    List<Line> recent) {
  public Conversation {
    ids = List.copyOf(ids);
    reasons = List.copyOf(reasons);
    recent = List.copyOf(recent);
  }

  /** The same conversation as another writer counts it. */
  Conversation at(long version) {
    return with(version, owner, dialogue, reasons);
  }

  /** The same conversation one version on, in other hands. */
  Conversation handedTo(Owner owner, Dialogue dialogue, List<String> reasons) {
    return with(version + 1, owner, dialogue, reasons);
  }

  private Conversation with(long version, Owner owner, Dialogue dialogue, List<String> reasons) {
    return new Conversation(
        key,
        version,
        channel,
        endpoint,
        account,
        chat,
        ids,
        profile,
        workspace,
        language,
        owner,
        dialogue,
        understood,
        reasons,
        lastSequence,
        lastInboundAt,
        lastReply,
        lastAnswer,
        recent);
  }
}
