package dragoman.pipeline;

import dragoman.channel.Capability;
import dragoman.channel.Channels;
import dragoman.conversation.Conversation;
import dragoman.conversation.Heeding;
import dragoman.message.Consent;
import dragoman.message.ConversationKey;
import dragoman.pipeline.Doors.Ledger;
import dragoman.policy.Policy;
import java.time.Instant;
import java.util.Optional;

/** Where the words on consent count, and what a person last said; read only where they do. */
record Consents(Policy policy, Ledger ledger) {

  Heeding heeding(String channel) {
    var obeyed =
        Channels.named(channel)
            .map(it -> it.capability().consent())
            .orElse(Capability.Consent.PERSON_BLOCKS);
    return switch (obeyed) {
      case WE_OBEY -> Heeding.WE_CONFIRM;
      case PROVIDER_CONFIRMS -> Heeding.PROVIDER_CONFIRMS;
      case PERSON_BLOCKS ->
          policy.consent().alsoOn().contains(channel) ? Heeding.WE_CONFIRM : Heeding.NOBODY;
    };
  }

  /**
   * A decision that changes it changes the conversation's version too, so none is made on an old.
   */
  Optional<Consent> of(String channel, ConversationKey key) {
    return heeding(channel) == Heeding.NOBODY ? Optional.empty() : ledger.consent(key);
  }

  Optional<Instant> optedOut(Conversation it) {
    return of(it.channel(), it.key()).filter(one -> !one.given()).map(Consent::at);
  }
}
