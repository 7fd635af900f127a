package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a provider answered to a send: untrusted, so parsed strictly and capped. */
final class Answers {
  private static final int MAX_CHARACTERS = 64 << 10;
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  private Answers() {}

  /** The body as a JSON object; a missing node if it is anything else. */
  static JsonNode object(HttpAnswer answer) {
    try {
      if (answer.body().length() <= MAX_CHARACTERS) {
        var body = Json.read(answer.body());
        if (body.isObject()) {
          return body;
        }
      }
    } catch (Json.Malformed e) {
      return Json.object().path("");
    }
    return Json.object().path("");
  }

  /** The provider's id of what it took; empty if it is longer than one of ours may be. */
  static Optional<String> id(JsonNode node, String name) {
    return Fields.text(node, name).filter(id -> id.length() <= Fields.MAX_ID);
  }

  /**
   * What is wrong if a provider delivers elsewhere.
   *
   * @param set the address the provider says it delivers to
   * @param where at the provider it is set
   */
  static Optional<String> delivers(Optional<String> set, String webhook, String where) {
    return set.filter(webhook::equals).isPresent()
        ? Optional.empty()
        : Optional.of(
            set.map(it -> "it delivers to another address; ").orElse("it delivers nowhere; ")
                + "set "
                + webhook
                + " at "
                + where);
  }

  static boolean succeeded(HttpAnswer answer) {
    return answer.status() >= 200 && answer.status() < 300;
  }

  /**
   * How long to wait before trying again: what the provider asked for (in the body, else in a
   * {@code Retry-After} header in seconds), else five seconds; at least one second, at most 15
   * minutes.
   */
  static Duration wait(HttpAnswer answer, OptionalLong askedInBody) {
    var asked = askedInBody.isPresent() ? askedInBody : retryAfter(answer);
    return asked.isPresent() ? seconds(asked.getAsLong()) : DEFAULT_WAIT;
  }

  static Outcome.Retry later(HttpAnswer answer, String code) {
    return new Outcome.Retry(wait(answer, OptionalLong.empty()), code);
  }

  /** What a failure means whose code says nothing by itself. */
  static Outcome byStatus(String code, HttpAnswer answer) {
    if (answer.status() == 429) {
      return later(answer, code);
    }
    return answer.status() >= 500 || answer.status() == 408 || answer.status() < 200
        ? new Outcome.Ambiguous(code)
        : ourFault(code);
  }

  static Outcome.Refused ourFault(String code) {
    return new Outcome.Refused(Outcome.Why.OUR_FAULT, code);
  }

  static String http(HttpAnswer answer) {
    return "http-" + answer.status();
  }

  private static Duration seconds(long asked) {
    return Duration.ofSeconds(Math.clamp(asked, 1, LONGEST_WAIT.toSeconds()));
  }

  private static OptionalLong retryAfter(HttpAnswer answer) {
    return Optional.ofNullable(answer.headers().get("retry-after"))
        .map(String::strip)
        .filter(value -> value.matches("[0-9]{1,9}"))
        .map(value -> OptionalLong.of(Long.parseLong(value)))
        .orElse(OptionalLong.empty());
  }
}
