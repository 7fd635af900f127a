package dragoman.local.deadletters;

import dragoman.message.Json;
import dragoman.message.ParkedJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What an operator sees of one message; nothing a person said but the body, which is for those who
 * ask for it.
 *
 * @param sentAt when it was put on the queue
 * @param at when it happened, by its own account
 * @param received how often it was received in all, operators' looks included
 * @param source the queue it died on, where the service says so
 * @param why why it lies here, as far as anybody knows
 * @param raw the body as it lies there
 */
public record Sight(
    String id,
    Optional<String> conversation,
    String kind,
    String channel,
    String key,
    Optional<Instant> sentAt,
    Optional<Instant> at,
    Optional<Integer> received,
    Optional<String> source,
    String why,
    String raw) {

  static Sight of(DeadLetter letter) {
    var label = Label.of(letter.body());
    return new Sight(
        letter.id(),
        letter.group().or(label::conversation),
        label.kind(),
        label.channel(),
        label.key(),
        letter.sentAt(),
        label.at(),
        letter.received(),
        letter.source().map(arn -> arn.substring(arn.lastIndexOf(':') + 1)),
        label.problem().orElse("its step failed each time"),
        letter.body());
  }

  /** The body, what was set aside unpacked; it may hold what a person said. */
  public String body() {
    try {
      return new String(ParkedJson.read(raw).body(), StandardCharsets.UTF_8);
    } catch (Json.Malformed e) {
      return raw;
    }
  }
}
