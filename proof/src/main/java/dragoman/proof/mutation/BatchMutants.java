package dragoman.proof.mutation;

import java.util.List;

/** Bugs of working through a queue's batch: what is reported as left. */
final class BatchMutants {
  private static final String BATCH = "dragoman/pipeline/Batch.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "the-whole-batch-is-ok",
              "I1: whatever failed or has to wait leaves the queue",
              BATCH,
              "return List.copyOf(left);",
              "return List.of();"),
          new Mutant(
              "skips-the-failed-one-within-a-group",
              "I4: a conversation goes on behind a message that failed",
              BATCH,
              "if (waits != null) {",
              "if (waits != null && waits.isNegative()) {"),
          new Mutant(
              "an-exception-counts-as-done",
              "I1: a message whose work failed leaves the queue",
              BATCH,
              "return new Step.Later(backoff(item.received()));",
              "return Step.DONE;"),
          new Mutant(
              "what-there-was-no-time-for-is-done",
              "I1: messages that the function had no time for leave the queue",
              BATCH,
              """
              stopped.put(item.group(), Duration.ZERO);
              left.add(new Left(item.id(), Duration.ZERO));
              """,
              "stopped.put(item.group(), Duration.ZERO);"),
          new Mutant(
              "the-rest-of-a-group-is-forgotten",
              "I1: messages behind one that failed leave the queue unread",
              BATCH,
              "left.add(new Left(item.id(), waits));",
              ""));

  private BatchMutants() {}
}
