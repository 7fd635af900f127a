package dragoman.channel;

import java.time.Instant;

/**
 * A token that sends, given in exchange for an account's lasting secret.
 *
 * @param until when it stops being taken
 */
public record Access(Secret token, Instant until) {}
