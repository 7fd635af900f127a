package dragoman.proof.mutation;

import java.util.List;

/** Parts left out of a name, or put in: two things under one, or one under two. */
final class IdentityMutants {
  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "an-event-key-without-the-kind",
              "I1: an edit, or a message taken back, is taken for a copy of the message whose id it"
                  + " shares",
              "dragoman/message/EventKey.java",
              "Key.of(\"event\", tenant, channel, account, kind, eventId)",
              "Key.of(\"event\", tenant, channel, account, eventId)"),
          new Mutant(
              "each-delivery-is-an-event",
              "I2: the time of arrival is part of an event's key, so that a copy is an event of its"
                  + " own",
              "dragoman/channel/WhatsApp.java",
              "endpoint.eventKey(account, WhatsAppContent.eventKind(item), id),",
              "endpoint.eventKey(account, WhatsAppContent.eventKind(item), id + \"@\" +"
                  + " now.getEpochSecond()),"),
          new Mutant(
              "each-update-is-an-event-each-time",
              "I2: the time of arrival is part of an event's key, so that a copy is an event of its"
                  + " own",
              "dragoman/channel/Telegram.java",
              "update.id() + \":\" + chat + \":\" + discriminator),",
              "update.id() + \":\" + chat + \":\" + update.now()),"),
          new Mutant(
              "an-effect-id-without-the-event",
              "I1: two effects of one kind bear one id, and the second is taken for a copy",
              "dragoman/message/EffectId.java",
              "Key.of(\"effect\", event.value(), kind, Integer.toString(ordinal))",
              "Key.of(\"effect\", kind, Integer.toString(ordinal))"),
          new Mutant(
              "a-conversation-key-without-the-person",
              "I5, I7: all who write to an account share one conversation",
              "dragoman/message/ConversationKey.java",
              "Key.of(\"conversation\", tenant, channel, account, userId)",
              "Key.of(\"conversation\", tenant, channel, account)"),
          new Mutant(
              "one-ending-per-conversation",
              "I8: a conversation's second reply that ends badly is taken for a copy of the first",
              "dragoman/message/ReplyEnded.java",
              "\"reply-ended\", effect.toString()",
              "\"reply-ended\", effect.conversation().value()"));

  private IdentityMutants() {}
}
