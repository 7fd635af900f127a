package dragoman.proof.mutation;

import java.util.List;

/** Bugs of the living card: when it may be posted, and when it stands. */
final class NotifyMutants {
  private static final String NOTIFY = "dragoman/pipeline/Notify.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "posts-before-it-says-so",
              "I3: a card whose answer was lost, or that two post at once, stands there twice",
              NOTIFY,
              "var begun = swap(row, Optional.empty(), 0, Optional.of(poke.now()));",
              "var begun = Optional.of(row);"),
          new Mutant(
              "never-searches-the-history",
              "I3: a card whose answer was lost is posted again without a look",
              NOTIFY,
              "return find(poke, row, posting.get());",
              "return post(poke, row, card);"),
          new Mutant(
              "the-post-under-way-is-not-waited-for",
              "I3: a second poke searches while the first still posts, finds nothing and posts too",
              NOTIFY,
              "if (posting.filter(it -> poke.now().isBefore(it.plus(LEASE))).isPresent()) {",
              "if (posting.filter(it -> poke.now().isBefore(it)).isPresent()) {"),
          new Mutant(
              "a-slack-5xx-means-no-card",
              "I3: a server error is taken for a refusal, and the card is posted again",
              NOTIFY,
              """
              case SlackAnswer.Ambiguous(var code) ->
                  later(poke, row, code, row.ts().isPresent() ? PACE : LEASE);
              """,
              "case SlackAnswer.Ambiguous(var code) -> withdrawn(poke, row, code, PACE);"),
          new Mutant(
              "a-lost-slack-answer-means-no-card",
              "I3: an answer that was lost is taken for a refusal, and the card is posted again",
              NOTIFY,
              "case Exchange.Lost(var why) -> later(poke, row, why, row.ts().isPresent() ? PACE :"
                  + " LEASE);",
              "case Exchange.Lost(var why) -> withdrawn(poke, row, why, PACE);"),
          new Mutant(
              "an-unread-history-is-an-empty-one",
              "I3: a history that could not be read counts as one without the card",
              NOTIFY,
              "case Search.Unread(var why) -> troubled(poke, row, why);",
              """
              case Search.Unread _ ->
                  moved(poke, row, "unread", swap(row, Optional.empty(), 0, Optional.empty()));
              """),
          new Mutant(
              "a-card-is-done-before-it-is-posted",
              "I1, I8: an escalation counts as shown, and the first delay leaves it without a card",
              NOTIFY,
              "return row.ts().isPresent() && row.shown() >= recorded.get().version()",
              """
              ledger.finish(ref, now, recorded.get().othersEnded(Set.of(ref.number())));
              return row.ts().isPresent() && row.shown() >= recorded.get().version()
              """),
          new Mutant(
              "a-card-without-its-mark",
              "I3: the history is searched for something that no post carries",
              "dragoman/card/SlackApi.java",
              ".put(\"effect\", effectId);",
              ".put(\"effect\", \"\");"));

  private NotifyMutants() {}
}
