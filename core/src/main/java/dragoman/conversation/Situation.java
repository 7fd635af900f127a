package dragoman.conversation;

import dragoman.message.Consent;
import dragoman.message.ConversationKey;
import dragoman.message.InboundMessage;
import dragoman.message.Profile;
import dragoman.message.Understanding;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything a decision about a message depends on.
 *
 * @param before the conversation as it stood; empty for somebody new
 * @param split true when ids of one person already lead to different conversations, which are never
 *     merged by themselves
 * @param understood what the words were taken to mean; the intent is there only if it is sure
 *     enough
 * @param replyBefore until when the channel lets us answer freely
 * @param heeding whether the words on consent count here
 * @param consent the person's last word on it, where they count
 */
public record Situation(
    ConversationKey key,
    Optional<Conversation> before,
    boolean split,
    InboundMessage message,
    Profile profile,
    Understanding understood,
    Optional<Instant> replyBefore,
    Heeding heeding,
    Optional<Consent> consent,
    Instant now) {

  /** Since when the person wants no more messages from us. */
  Optional<Instant> optedOut() {
    return consent.filter(it -> !it.given()).map(Consent::at);
  }
}
