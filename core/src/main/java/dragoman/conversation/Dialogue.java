package dragoman.conversation;

import java.time.Instant;
import java.util.Optional;

/**
 * From a first message to its resolution: the unit that is counted.
 *
 * @param ticket the number told to the person and the team
 * @param team whose task it is, once there is one
 * @param queuedAt since when it waits for a person
 * @param severity the highest escalation so far, {@code P1} to {@code P4}
 */
public record Dialogue(
    String ticket,
    Instant openedAt,
    Optional<String> team,
    Optional<Instant> queuedAt,
    Optional<String> severity) {}
