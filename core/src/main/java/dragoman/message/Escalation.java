package dragoman.message;

import java.time.Instant;
import java.util.Optional;

/**
 * What needs a manager, as published on the topic ({@code docs/schemas/escalation.v1.json}). Holds
 * no personal data beyond the masked excerpt.
 *
 * @param ref where it is recorded; the card is rendered from the state found there
 * @param ticket the dialogue's number
 * @param severity {@code P1} to {@code P4}
 * @param why the rule that asked for it, in plain words
 * @param excerpt the beginning of what the person said, masked
 */
public record Escalation(
    EffectId id,
    EffectRef ref,
    String ticket,
    String workspace,
    String team,
    String severity,
    String why,
    Optional<String> language,
    Optional<String> genre,
    String channel,
    String excerpt,
    Instant at) {}
