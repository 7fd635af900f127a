package dragoman.local.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dragoman.proof.campaign.Tally;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** How a campaign is shown: to people in lines, to programs as one JSON object for each part. */
record CampaignReport(PrintStream out, boolean json) {

  /**
   * A part of a campaign.
   *
   * @param bad how many of its runs broke a promise
   * @param remarks what else is to be said
   */
  record Part(
      String name,
      long runs,
      long bad,
      double seconds,
      Optional<Tally> tally,
      List<String> remarks) {

    double unknown() {
      return tally
          .filter(it -> it.replies() > 0)
          .map(it -> (double) it.unknown() / it.replies())
          .orElse(0.0);
    }

    /**
     * Bad as a whole if clearly more replies than this share ended so that nobody knows: by more
     * than three standard deviations, since a few thousand replies tell a share of some in ten
     * thousand only roughly.
     */
    Part orTooMany(double most) {
      var expected = most * tally.map(Tally::replies).orElse(0L);
      return tally.map(Tally::unknown).orElse(0L) <= expected + 3 * Math.sqrt(expected)
          ? this
          : new Part(
              name,
              runs,
              bad + 1,
              seconds,
              tally,
              List.of(
                  "%.4f %% of replies ended UNKNOWN, clearly more than %.4f %%"
                      .formatted(unknown() * 100, most * 100)));
    }
  }

  Part of(String name, Tally tally, long nanos) {
    return new Part(
        name,
        tally.runs(),
        tally.bad(),
        nanos / 1e9,
        Optional.of(tally),
        tally.findings().stream()
            .map(it -> "%s   [%s]".formatted(it.violation(), it.replay()))
            .toList());
  }

  Part twins(BooleanSupplier alike, long runs) {
    var begun = System.nanoTime();
    var same = alike.getAsBoolean();
    return new Part(
        "two processes",
        2 * runs,
        same ? 0 : 1,
        (System.nanoTime() - begun) / 1e9,
        Optional.empty(),
        same ? List.of() : List.of("the same seeds ran otherwise in a second process"));
  }

  void part(Part part) {
    if (json) {
      out.println(json(part));
      return;
    }
    out.println(
        "%-14s %,9d runs %5d bad %7.1f s%s"
            .formatted(
                part.name(),
                part.runs(),
                part.bad(),
                part.seconds(),
                part.tally().map(it -> figures(part, it)).orElse("")));
    part.remarks().forEach(it -> out.println("  " + it));
  }

  private static String figures(Part part, Tally tally) {
    return "  %,d calls, %,d faults, %,d replies, %.3f %% unknown, %d sent twice, %.2f %% ended soon"
        .formatted(
            tally.calls(),
            tally.faults(),
            tally.replies(),
            part.unknown() * 100,
            tally.resent(),
            tally.soon() * 100);
  }

  private static String json(Part part) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("part", part.name())
            .put("runs", part.runs())
            .put("bad", part.bad())
            .put("seconds", Math.round(part.seconds() * 10) / 10.0);
    part.tally()
        .ifPresent(
            it ->
                json.put("calls", it.calls())
                    .put("faults", it.faults())
                    .put("replies", it.replies())
                    .put("unknown", it.unknown())
                    .put("sentTwice", it.resent())
                    .put("soon", it.soon()));
    var remarks = json.putArray("remarks");
    part.remarks().forEach(remarks::add);
    return json.toString();
  }
}
