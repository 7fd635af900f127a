package dragoman.message;

import java.time.Instant;

/**
 * Something genuine that could not be understood, kept for a person.
 *
 * @param where the channel and endpoint, or the queue, it came by
 * @param reason why it could not be read, without quoting it
 * @param body the bytes as they came
 */
public record Parked(String where, String reason, byte[] body, Instant at) {}
