package dragoman.pipeline;

import dragoman.message.ConversationKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A dialogue's one card in Slack.
 *
 * @param revision goes up by one with each change of this row
 * @param slackChannel where it is shown
 * @param ts Slack's id of it, once posted
 * @param shown the conversation's version it shows
 * @param posting whether a first post is under way, and since when
 * @param mark what the post carries in its metadata, to be found by when the answer was lost
 */
public record CardRow(
    ConversationKey conversation,
    String ticket,
    long revision,
    String slackChannel,
    Optional<String> ts,
    long shown,
    Optional<Instant> posting,
    String mark) {}
