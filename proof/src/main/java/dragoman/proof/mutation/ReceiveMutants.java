package dragoman.proof.mutation;

import java.util.List;

/** Bugs of the door to the street: what is proven, and what a 2xx says. */
final class ReceiveMutants {
  private static final String RECEIVE = "dragoman/pipeline/Receive.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "a-batch-taken-in-part-is-taken",
              "I1: the webhook is answered 2xx although the queue refused some of its messages",
              RECEIVE,
              "if (!queues.send(lane, packet).isEmpty()) {",
              "if (queues.send(lane, packet).size() == packet.size()) {"),
          new Mutant(
              "says-yes-while-the-queue-is-away",
              "I1: the webhook is answered 2xx although the queue could not be reached",
              RECEIVE,
              """
              } catch (Doors.Unavailable | Doors.NoSuchQueue e) {
                log.log(new LogEvent.WebhookNotDurable(channel, endpoint, lane.getClass().getSimpleName()));
                return false;
              """,
              """
              } catch (Doors.Unavailable | Doors.NoSuchQueue e) {
                log.log(new LogEvent.WebhookNotDurable(channel, endpoint, lane.getClass().getSimpleName()));
                return true;
              """),
          new Mutant(
              "only-the-first-ten",
              "I1: a body's messages beyond one call to the queue are dropped behind a 2xx",
              RECEIVE,
              "for (var packet : Packets.of(letters)) {",
              "for (var packet : Packets.of(letters).stream().limit(1).toList()) {"),
          new Mutant(
              "each-message-is-a-group",
              "I4: the queue no longer keeps a conversation's messages in order",
              RECEIVE,
              "new Letter(message.group().value(), message.key().value(), body)",
              "new Letter(message.key().value(), message.key().value(), body)"),
          new Mutant(
              "dedupes-by-conversation",
              "I1: a second message within five minutes is taken for a copy of the first",
              RECEIVE,
              "new Letter(message.group().value(), message.key().value(), body)",
              "new Letter(message.group().value(), message.group().value(), body)"),
          new Mutant(
              "what-cannot-be-read-is-dropped",
              "I1: an unreadable item of a genuine body vanishes behind a 2xx",
              RECEIVE,
              "parked.add(parked(by, item.reason(), item.body(), now));",
              ""),
          new Mutant(
              "receipts-need-not-be-durable",
              "I1, I8: a receipt that the queue did not take is answered 2xx, so a failure it tells"
                  + " of stays unknown",
              RECEIVE,
              "|| !sent(channel, endpoint, new Lane.Receipts(), receipts)) {",
              "|| !(sent(channel, endpoint, new Lane.Receipts(), receipts) || true)) {"),
          new Mutant(
              "no-second-look-at-the-secrets",
              "I1: after a rotation genuine webhooks are refused for as long as the old secret is"
                  + " cached",
              RECEIVE,
              "if (!fresh.equals(known)) {",
              "if (fresh.isEmpty() && known.isPresent()) {"),
          new Mutant(
              "the-previous-secret-is-forgotten",
              "I1: while a secret is rotated what is still signed with the previous one is refused",
              "dragoman/channel/Signature.java",
              """
              for (var key : keys) {
                if (key.length > 0) {
              """,
              """
              for (var key : keys.stream().limit(1).toList()) {
                if (key.length > 0) {
              """),
          new Mutant(
              "any-signature-will-do",
              "I7: a body of Meta's is believed for having a signature, not for the right one",
              "dragoman/channel/Meta.java",
              """
              .filter(presented -> Signature.matches(endpoint.keys(), request.body(), presented))
              .isPresent();
              """,
              ".isPresent();"),
          new Mutant(
              "any-token-will-do",
              "I7: a Telegram body is believed for having a token, not for the right one",
              "dragoman/channel/Telegram.java",
              """
              .filter(token -> Signature.isOneOf(endpoint.secrets(), token))
              .isPresent();
              """,
              ".isPresent();"),
          new Mutant(
              "any-web-chat-signature-will-do",
              "I7: a web chat body is believed for having a signature, not for the right one",
              "dragoman/channel/StandardWebhooks.java",
              "return Signature.matches(keys, signed(id.get(), timestamp.get(), request.body()),"
                  + " presented);",
              "return !keys.isEmpty();"));

  private ReceiveMutants() {}
}
