package dragoman.proof.mutation;

import java.util.List;

/** Bugs of sending a reply: what an answer that was lost means, and what an end is. */
final class DeliverMutants {
  private static final String DELIVER = "dragoman/pipeline/Deliver.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "a-lost-answer-means-not-sent",
              "I3: a reply whose answer was lost is sent again at once, on every channel",
              DELIVER,
              "settle(attempt, new Outcome.Ambiguous(why));",
              "settle(attempt, new Outcome.Retry(attempt.backoff(), why));"),
          new Mutant(
              "a-lost-call-cannot-land-any-more",
              "I4: the next reply goes out while the one before it may still be under way",
              DELIVER,
              """
              case Exchange.Lost(var why) when channel.sendClass() == SendClass.BLIND ->
                  later(attempt, why, timing.lease());
              """,
              ""),
          new Mutant(
              "blind-channels-are-sent-again",
              "I3: a reply in doubt is sent again where nothing tells whether it arrived",
              DELIVER,
              "case BLIND -> end(attempt, Status.UNKNOWN, \"no clear answer (\" + code + \")\");",
              "case BLIND -> putBack(attempt, code, attempt.backoff());"),
          new Mutant(
              "a-receipt-is-not-waited-for",
              "I3: a reply in doubt is sent again before its receipt can have come",
              DELIVER,
              "case RECEIPT -> later(attempt, code, timing.reconcileWait());",
              "case RECEIPT -> putBack(attempt, code, attempt.backoff());"),
          new Mutant(
              "a-vanished-sender-sent-nothing",
              "I3: after a crash in mid-send a blind channel is sent the reply again",
              DELIVER,
              "case BLIND -> end(attempt, Status.UNKNOWN, \"its answer was lost\");",
              "case BLIND -> sendAgain(attempt);"),
          new Mutant(
              "doubt-is-given-up-where-a-copy-is-refused",
              "I3: a reply ends unknown although sending it again could do no harm",
              DELIVER,
              "case IDEMPOTENT -> sendAgain(attempt);",
              "case IDEMPOTENT -> end(attempt, Status.UNKNOWN, \"its answer was lost\");"),
          new Mutant(
              "recorded-as-sent-before-it-is-sent",
              "I1, I8: a reply that never left, or was put off, counts as sent",
              DELIVER,
              "return switch (http.send(reply.channel(), call)) {",
              """
              record(attempt, Status.SENT, Optional.empty());
              return switch (http.send(reply.channel(), call)) {
              """),
          new Mutant(
              "replies-overtake",
              "I4: a reply does not look whether the one before it has ended",
              DELIVER,
              "var earlier = outgoing.after().flatMap(this::unfinished);",
              "Optional<Outgoing> earlier = Optional.empty();"),
          new Mutant(
              "ends-badly-and-tells-nobody",
              "I8: a reply that failed, or may have, ends in silence",
              DELIVER,
              "endings.tell(attempt.ref(), attempt.outgoing().lane(), status, reason);",
              ""),
          new Mutant(
              "whoever-ended-it-has-told",
              "I8: a crash between the end of a reply and telling of it leaves it in silence",
              DELIVER,
              """
              endings.tell(
                  attempt.ref(),
                  attempt.outgoing().lane(),
                  progress.status(),
                  progress.note().orElse(""));
              """,
              ""),
          new Mutant(
              "sends-without-its-reference",
              "I3: no receipt finds its reply, so what arrived is sent again",
              "dragoman/channel/WhatsAppSend.java",
              "body.put(\"biz_opaque_callback_data\", reply.ref().toString());",
              ""),
          new Mutant(
              "a-whatsapp-5xx-means-not-sent",
              "I3: a server error is taken for a refusal, though the message may be on its way",
              "dragoman/channel/Answers.java",
              "? new Outcome.Ambiguous(code) : ourFault(code);",
              "? later(answer, code) : ourFault(code);"),
          new Mutant(
              "a-telegram-5xx-means-not-sent",
              "I3: a server error is taken for a refusal, though the message may be on its way",
              "dragoman/channel/TelegramSend.java",
              "? new Outcome.Ambiguous(code) : Answers.ourFault(code);",
              "? Answers.later(answer, code) : Answers.ourFault(code);"),
          new Mutant(
              "a-new-id-for-each-attempt",
              "I3: the app cannot tell a second copy from a new message",
              "dragoman/channel/WebChatSend.java",
              "var id = reply.id().uuid().toString();",
              """
              var id =
                  java.util.UUID.nameUUIDFromBytes(
                          (reply.id().value() + now).getBytes(StandardCharsets.UTF_8))
                      .toString();
              """));

  private DeliverMutants() {}
}
