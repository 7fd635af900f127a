package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.Content;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Sender;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One callback, and what is common to all its kinds.
 *
 * @param type VK's word for the kind of event
 * @param eventId VK's id of the event, the same on every delivery ("if it passed twice or more you
 *     should ignore it"); old versions of the API have none
 * @param account the community
 */
record VkEvent(
    String type,
    Optional<String> eventId,
    JsonNode object,
    Endpoint endpoint,
    String account,
    Instant now) {
  /** From here on an address is a chat of several people. */
  private static final long FIRST_CHAT = 2_000_000_000L;

  static VkEvent of(ObjectNode body, String type, Endpoint endpoint, String account, Instant now) {
    return new VkEvent(
        type, Answers.id(body, "event_id"), body.path("object"), endpoint, account, now);
  }

  /** Whether somebody may have said it to the community, and not on its wall. */
  boolean isSaid() {
    return type.startsWith("message_");
  }

  /** Tells an event that is no message from others: without an id of its own, by all it says. */
  String discriminator() {
    return eventId.orElseGet(() -> Json.write(object));
  }

  /** The person who did it; communities have negative ids. */
  Optional<String> person() {
    return Stream.of("user_id", "from_id", "liker_id")
        .flatMap(name -> Fields.text(object, name).stream())
        .filter(VkEvent::isId)
        .findFirst();
  }

  /** Of a person or, as {@code group_id}, of a community; a community that writes has minus it. */
  static boolean isId(String id) {
    return id.matches("[0-9]{1,18}") && !id.matches("0+");
  }

  /** The chat of several people it happened in, else the person. */
  static String peer(JsonNode part, String person) {
    return Fields.text(part, "peer_id").filter(VkEvent::isChat).orElse(person);
  }

  static boolean isChat(String peer) {
    return peer.matches("[0-9]{1,18}") && Long.parseLong(peer) >= FIRST_CHAT;
  }

  /**
   * @param discriminator tells this event from others of its type
   */
  InboundMessage message(
      String person,
      String peer,
      Content content,
      String kind,
      String externalId,
      String discriminator,
      Instant at) {
    var inChat = isChat(peer);
    return new InboundMessage(
        endpoint.eventKey(account, type, discriminator),
        endpoint.conversationKey(account, inChat ? peer : person),
        Vk.NAME,
        endpoint.name(),
        account,
        new Sender(person, List.of(person), Optional.empty(), language()),
        inChat ? peer : person,
        inChat,
        content,
        kind,
        externalId,
        at,
        at.getEpochSecond());
  }

  /** VK numbers the languages of its interface (VK ID SDK, "Languages"; "API requests", lang). */
  private Optional<String> language() {
    var number = Fields.whole(object.path("client_info"), "lang_id").orElse(-1);
    return switch (Math.clamp(number, -1, 1_000)) {
      case 0 -> Optional.of("ru");
      case 1 -> Optional.of("uk");
      case 2, 114 -> Optional.of("be");
      case 3 -> Optional.of("en");
      case 4 -> Optional.of("es");
      case 5 -> Optional.of("fi");
      case 6 -> Optional.of("de");
      case 7 -> Optional.of("it");
      case 15 -> Optional.of("pl");
      case 16 -> Optional.of("fr");
      case 65 -> Optional.of("uz");
      case 82 -> Optional.of("tr");
      case 97 -> Optional.of("kk");
      default -> Optional.empty();
    };
  }
}
