package dragoman.conversation;

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
 */
public record Situation(
    ConversationKey key,
    Optional<Conversation> before,
    boolean split,
    InboundMessage message,
    Profile profile,
    Understanding understood,
    Optional<Instant> replyBefore,
    Instant now) {}
