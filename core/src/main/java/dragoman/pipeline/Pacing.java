package dragoman.pipeline;

import dragoman.channel.Capability;
import dragoman.pipeline.Batch.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for what a provider limits, before anything is claimed; a turn that is then not used is
 * lost, and does no harm. The person comes first: whoever waits for their own turn takes none of
 * the account's.
 */
record Pacing(Doors.Pace pace) {

  record Wait(String why, Duration time) {}

  /** Empty if the reply may be sent now. */
  Optional<Wait> wait(Outgoing outgoing, Item item, Instant now) {
    var limits = outgoing.limits();
    var ofPerson = "person/" + outgoing.effect().conversation().value();
    var person = limits.flatMap(Capability::perPerson).map(it -> pace.take(ofPerson, it, now));
    if (person.filter(Duration::isPositive).isPresent()) {
      return Optional.of(new Wait("as many as one person may be sent", person.get()));
    }
    var ofAccount = "account/" + outgoing.lane();
    return limits
        .flatMap(Capability::perAccount)
        .map(it -> pace.take(ofAccount, it, now))
        .filter(Duration::isPositive)
        .map(it -> new Wait("as many as the account may send", item.spread(it)));
  }
}
