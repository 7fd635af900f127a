package dragoman.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.message.Json;
import dragoman.pipeline.Erase;
import dragoman.pipeline.Erasure;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * What {@link EraseContact} is asked and answers: {@code
 * {"channel":"whatsapp","accounts":["1"],"ids":["15550100"],"dryRun":false}}. The answer is numbers
 * and hashed keys; a problem's message names what is wrong with the question and quotes nothing.
 */
record EraseCall(Erasure.Whom whom, boolean dryRun) {
  /** Slack's lease is forty seconds, its limits mostly thirty; what takes longer is a person's. */
  private static final long LONGEST_WAIT = 60_000;

  /** More than a search and a deletion that both run into their timeouts. */
  private static final int RESERVE_MILLIS = 25_000;

  static EraseCall read(byte[] asked) throws Json.Malformed {
    var json = Json.read(asked);
    var channel = json.path("channel").asText();
    if (Channels.named(channel).isEmpty()) {
      throw new IllegalArgumentException(
          "channel must be one of "
              + Channels.all().stream().map(Channel::name).collect(Collectors.joining(", ")));
    }
    var dryRun = json.path("dryRun");
    if (!dryRun.isMissingNode() && !dryRun.isBoolean()) {
      throw new IllegalArgumentException("dryRun must be true or false");
    }
    return new EraseCall(
        new Erasure.Whom(channel, texts(json, "accounts"), texts(json, "ids")), dryRun.asBoolean());
  }

  private static Set<String> texts(JsonNode json, String name) {
    var texts = new HashSet<String>();
    for (var it : json.path(name)) {
      if (!it.isTextual()) {
        throw new IllegalArgumentException(name + " must be a list of texts");
      }
      texts.add(it.textValue());
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(name + " must be a list of texts, and not empty");
    }
    return texts;
  }

  /**
   * Erases, and tries again what was left for as long as there is time.
   *
   * @param remaining milliseconds until the function's timeout
   */
  Erasure run(Erase erase, InstantSource clock, IntSupplier remaining) {
    if (dryRun) {
      return erase.look(whom);
    }
    var erasure = erase.erase(whom, clock);
    while (!erasure.complete() && isWorth(erasure.after().toMillis(), remaining.getAsInt())) {
      if (!slept(erasure.after().toMillis())) {
        return erasure;
      }
      erasure = erase.goOn(erasure, clock);
    }
    return erasure;
  }

  private static boolean isWorth(long wait, int remaining) {
    return wait < LONGEST_WAIT && wait + RESERVE_MILLIS < remaining;
  }

  private static boolean slept(long millis) {
    try {
      Thread.sleep(Math.max(1, millis));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  byte[] write(Erasure it) {
    var json =
        Json.object()
            .put("dryRun", dryRun)
            .put("complete", it.complete())
            .put("conversations", it.conversations())
            .put("events", it.events())
            .put("cards", it.cards())
            .put("profiles", it.contacts());
    var places = json.putArray("places");
    it.places().forEach(place -> places.add(place.value()));
    var left = json.putArray("left");
    it.left()
        .forEach(
            card ->
                left.addObject()
                    .put("conversation", card.conversation().value())
                    .put("ticket", card.ticket())
                    .put("reason", card.reason()));
    return Json.write(json).getBytes(StandardCharsets.UTF_8);
  }

  /** It was asked wrongly. */
  static byte[] wrong(String why) {
    return Json.write(Json.object().put("wrong", why)).getBytes(StandardCharsets.UTF_8);
  }

  /** It was not done, or not to its end. */
  static byte[] broken(String why) {
    return Json.write(Json.object().put("problem", why)).getBytes(StandardCharsets.UTF_8);
  }
}
