package dragoman.proof.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.Channel;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.SendClass;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A provider's way of speaking, both ways, as far as a simulation needs it. */
sealed interface Provider permits WhatsAppProvider, TelegramProvider, WebChatProvider {
  Channel channel();

  /** Whether one webhook body can hold several messages. */
  boolean batches();

  /** The body that brings these messages; one message where the provider does not batch. */
  byte[] webhook(List<Said> together);

  /** The provider's id of a message. */
  String externalId(Said said);

  /** What tells an event apart from all others of its channel, as the provider means it. */
  default String name(InboundMessage message) {
    return message.externalId();
  }

  /** The name that the event of a message of the script will have. */
  default String name(Said said) {
    return externalId(said);
  }

  /** The call as the provider understands it. */
  Sent read(HttpCall call);

  HttpAnswer accepted(String id);

  /** Too many calls: come again after some seconds. */
  HttpAnswer limited(int seconds);

  /** Never to this person. */
  HttpAnswer refused();

  /** The body that tells how far a message of ours is; empty where the provider tells nothing. */
  Optional<byte[]> receipt(Sent sent, String id, String status, Instant at);

  static Provider of(SendClass sendClass) {
    return switch (sendClass) {
      case IDEMPOTENT -> new WebChatProvider();
      case RECEIPT -> new WhatsAppProvider();
      case BLIND -> new TelegramProvider();
    };
  }

  /**
   * What we sent.
   *
   * @param person the addressee's number
   * @param key what the provider tells copies by, or returns with receipts; empty if it has no such
   *     thing
   */
  record Sent(int person, String text, String key) {}

  /** The number of the person whose address ends in 1000 and their number. */
  static int numbered(String address) {
    return Integer.parseInt(address.substring(address.length() - 4)) - 1000;
  }

  static byte[] bytes(JsonNode body) {
    return Json.write(body).getBytes(StandardCharsets.UTF_8);
  }

  /** A body of the core's, which is JSON. */
  static JsonNode parsed(String body) {
    try {
      return Json.read(body);
    } catch (Json.Malformed e) {
      throw new IllegalStateException("the core sent what is no JSON: " + e.getMessage());
    }
  }
}
