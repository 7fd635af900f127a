package dragoman.pipeline;

import dragoman.conversation.Conversation;
import dragoman.message.ConversationKey;
import dragoman.message.InboundMessage;
import dragoman.message.Profile;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who wrote, as far as the table knows: the conversation their most lasting known id leads to.
 *
 * @param version of what stands in the conversation's place; 0 if nothing does
 * @param erased when what there was of them was last erased
 * @param free places of their other ids that nothing leads from yet
 * @param split whether their ids already lead to different conversations
 */
record Person(
    ConversationKey key,
    Optional<Conversation> before,
    long version,
    Optional<Instant> erased,
    List<ConversationKey> free,
    boolean split,
    Profile profile) {

  /** One read, and a second where an alias leads elsewhere. */
  static Person of(InboundMessage message, String tenant, Ledger ledger) {
    var places =
        message.conversationIds().stream()
            .map(id -> ConversationKey.of(tenant, message.channel(), message.account(), id))
            .toList();
    var contacts =
        message.sender().ids().stream()
            .map(id -> ContactKey.of(tenant, message.channel(), id))
            .toList();
    var read = ledger.read(places, contacts);
    var standings = new HashMap<>(read.conversations());
    var targets =
        places.stream()
            .filter(standings::containsKey)
            .map(it -> target(it, standings.get(it)))
            .distinct()
            .toList();
    var key = targets.isEmpty() ? places.getFirst() : targets.getFirst();
    var profile =
        contacts.stream()
            .filter(read.profiles()::containsKey)
            .map(read.profiles()::get)
            .findFirst()
            .orElse(Profile.UNKNOWN);
    var free = places.stream().filter(it -> !standings.containsKey(it) && !it.equals(key)).toList();
    if (!standings.isEmpty() && !standings.containsKey(key)) {
      standings.putAll(ledger.read(List.of(key), List.of()).conversations());
    }
    var standing = Optional.ofNullable(standings.get(key));
    return new Person(
        key,
        standing.flatMap(Person::conversation),
        standing.map(Person::version).orElse(0L),
        standings.values().stream().flatMap(Person::erased).max(Instant::compareTo),
        free,
        targets.size() > 1,
        profile);
  }

  private static ConversationKey target(ConversationKey place, Standing standing) {
    return switch (standing) {
      case Standing.Itself _, Standing.Erased _ -> place;
      case Standing.Alias(var to) -> to;
    };
  }

  private static Optional<Conversation> conversation(Standing standing) {
    return standing instanceof Standing.Itself(var conversation)
        ? Optional.of(conversation)
        : Optional.empty();
  }

  private static long version(Standing standing) {
    return switch (standing) {
      case Standing.Itself(var conversation) -> conversation.version();
      case Standing.Erased(var version, _) -> version;
      case Standing.Alias _ -> 0;
    };
  }

  private static Stream<Instant> erased(Standing standing) {
    return standing instanceof Standing.Erased(_, var at) ? Stream.of(at) : Stream.empty();
  }
}
