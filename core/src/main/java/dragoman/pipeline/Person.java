package dragoman.pipeline;

import dragoman.conversation.Conversation;
import dragoman.message.ConversationKey;
import dragoman.message.InboundMessage;
import dragoman.message.Profile;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who wrote, as far as the table knows: the conversation their most lasting known id leads to.
 *
 * @param free places of their other ids that nothing leads from yet
 * @param split whether their ids already lead to different conversations
 */
record Person(
    ConversationKey key,
    Optional<Conversation> before,
    List<ConversationKey> free,
    boolean split,
    Profile profile) {

  long version() {
    return before.map(Conversation::version).orElse(0L);
  }

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
    var standings = read.conversations();
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
    return new Person(key, before(key, standings, ledger), free, targets.size() > 1, profile);
  }

  private static ConversationKey target(ConversationKey place, Standing standing) {
    return switch (standing) {
      case Standing.Itself _ -> place;
      case Standing.Alias(var to) -> to;
    };
  }

  private static Optional<Conversation> before(
      ConversationKey key, Map<ConversationKey, Standing> standings, Ledger ledger) {
    var standing =
        standings.containsKey(key) || standings.isEmpty()
            ? standings.get(key)
            : ledger.read(List.of(key), List.of()).conversations().get(key);
    return standing instanceof Standing.Itself(var conversation)
        ? Optional.of(conversation)
        : Optional.empty();
  }
}
