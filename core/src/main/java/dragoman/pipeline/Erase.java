package dragoman.pipeline;

import dragoman.message.ConversationKey;
import dragoman.pipeline.Doors.Kept;
import dragoman.pipeline.Doors.KeptEvent;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Remains;
import dragoman.pipeline.Doors.Standing;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Erases a person: what the business knows of them, their conversations with every event and
 * effect, and their cards in Slack. What stays is marks under hashed keys, so that nothing of them
 * is processed again.
 *
 * <p>It may break off anywhere: to erase again finishes what was left. Profiles go first, because
 * the person's other ids are known from the conversation alone; then the conversation gives way to
 * its mark, so that nobody adds to it; then what lies under its key goes, which is found by the key
 * whatever else is gone.
 */
public final class Erase {
  private static final int STALE_READS = 4;

  private final String tenant;
  private final Ledger ledger;
  private final TakeDown takeDown;
  private final Doors.Log log;

  public Erase(
      String tenant,
      Ledger ledger,
      Doors.Secrets secrets,
      Doors.Http http,
      Doors.Pace pace,
      Doors.Log log) {
    this.tenant = tenant;
    this.ledger = ledger;
    this.takeDown = new TakeDown(ledger, secrets, http, pace);
    this.log = log;
  }

  /** What was found of the person, as it stands now. */
  private record Found(Map<ConversationKey, Optional<Standing>> places, Set<ContactKey> contacts) {
    /** Where something of theirs can lie; an alias holds two hashed keys, and goes on leading. */
    List<Map.Entry<ConversationKey, Optional<Standing>>> partitions() {
      return places.entrySet().stream()
          .filter(it -> !(it.getValue().orElse(null) instanceof Standing.Alias))
          .toList();
    }
  }

  /** Counts what {@link #erase} would erase, and changes nothing. */
  public Erasure look(Erasure.Whom whom) {
    var found = find(whom);
    var erasure = Erasure.nothing(found.contacts().size());
    for (var place : found.partitions()) {
      var kept = ledger.kept(place.getKey());
      erasure =
          erasure.with(
              place.getKey(),
              isThere(place.getValue()),
              kept.events().size(),
              kept.cards().size(),
              List.of());
    }
    return erasure;
  }

  /** Erases all that can be erased at once; cards that must wait are {@link Erasure#left}. */
  public Erasure erase(Erasure.Whom whom, InstantSource clock) {
    var found = find(whom);
    found.contacts().forEach(it -> ledger.erase(new Remains.OfContact(it), clock.instant()));
    var erasure = Erasure.nothing(found.contacts().size());
    for (var place : found.partitions()) {
      erasure = erase(place.getKey(), place.getValue(), erasure, clock);
    }
    return erasure;
  }

  private Erasure erase(
      ConversationKey key, Optional<Standing> found, Erasure before, InstantSource clock) {
    var closed = close(key, found, clock);
    var events = closed.kept().events();
    var cards = closed.kept().cards();
    var left = new ArrayList<>(forestall(key, closed.kept(), clock));
    events.forEach(it -> ledger.erase(new Remains.OfEvent(key, it.event()), clock.instant()));
    var standing =
        cards.stream().flatMap(it -> takeDown.takeDown(it, clock.instant()).stream()).toList();
    left.addAll(standing);
    var gone = cards.size() - standing.size();
    log.log(new LogEvent.ConversationErased(key, events.size(), gone, left.size()));
    tell(left);
    return before.with(key, closed.there(), events.size(), gone, left);
  }

  /** Tries once more what was left. */
  public Erasure goOn(Erasure before, InstantSource clock) {
    var left = new ArrayList<Erasure.Left>();
    for (var card : before.left()) {
      ledger
          .card(card.conversation(), card.ticket())
          .flatMap(row -> takeDown.takeDown(row, clock.instant()))
          .ifPresent(left::add);
    }
    tell(left);
    return before.goneOn(left);
  }

  /** Each id and each place may lead to more, until there is nothing more to ask. */
  private Found find(Erasure.Whom whom) {
    var ids = new LinkedHashSet<>(whom.ids());
    var asked = new HashSet<String>();
    var places = new LinkedHashMap<ConversationKey, Optional<Standing>>();
    var contacts = new LinkedHashSet<ContactKey>();
    List<ConversationKey> led = List.of();
    while (!asked.containsAll(ids) || !led.isEmpty()) {
      var open =
          Stream.concat(places(whom, ids).stream(), led.stream())
              .filter(it -> !places.containsKey(it))
              .distinct()
              .toList();
      var profiles = ids.stream().filter(asked::add).map(it -> contact(whom, it)).toList();
      var read = ledger.read(open, profiles);
      contacts.addAll(read.profiles().keySet());
      open.forEach(it -> places.put(it, Optional.ofNullable(read.conversations().get(it))));
      var found = read.conversations().values();
      found.stream()
          .flatMap(it -> it instanceof Standing.Itself(var is) ? is.ids().stream() : Stream.of())
          .forEach(ids::add);
      led =
          found.stream()
              .flatMap(it -> it instanceof Standing.Alias(var to) ? Stream.of(to) : Stream.of())
              .filter(it -> !places.containsKey(it))
              .toList();
    }
    return new Found(places, contacts);
  }

  private List<ConversationKey> places(Erasure.Whom whom, Set<String> ids) {
    return whom.accounts().stream()
        .flatMap(
            account ->
                ids.stream().map(id -> ConversationKey.of(tenant, whom.channel(), account, id)))
        .toList();
  }

  private ContactKey contact(Erasure.Whom whom, String id) {
    return ContactKey.of(tenant, whom.channel(), id);
  }

  /**
   * @param there whether a conversation stood there
   * @param kept all that was ever added to it
   */
  private record Closed(boolean there, Kept kept) {}

  /** The mark takes its place only if nothing was added since it was read. */
  private Closed close(ConversationKey key, Optional<Standing> found, InstantSource clock) {
    var standing = found;
    for (var attempt = 0; attempt < STALE_READS; attempt++) {
      var kept = ledger.kept(key);
      if (ledger.erase(
          new Remains.OfConversation(key, standing.map(Erase::version).orElse(0L)),
          clock.instant())) {
        return new Closed(isThere(standing), kept);
      }
      standing = Optional.ofNullable(ledger.read(List.of(key), List.of()).conversations().get(key));
    }
    throw new Doors.Unavailable("the conversation was changed by others at each try");
  }

  private static long version(Standing standing) {
    return switch (standing) {
      case Standing.Itself(var conversation) -> conversation.version();
      case Standing.Erased(var version, _) -> version;
      case Standing.Alias _ -> throw new Doors.Unavailable("an alias has come in between");
    };
  }

  private static boolean isThere(Optional<Standing> standing) {
    return standing.filter(Standing.Itself.class::isInstance).isPresent();
  }

  /**
   * Cards that were asked for and not begun get their mark, so that nobody begins them.
   *
   * @return those that were begun in between
   */
  private List<Erasure.Left> forestall(ConversationKey key, Kept kept, InstantSource clock) {
    return kept.events().stream()
        .map(KeptEvent::tickets)
        .flatMap(Set::stream)
        .distinct()
        .filter(it -> kept.cards().stream().noneMatch(row -> row.ticket().equals(it)))
        .filter(it -> !ledger.erase(new Remains.OfCard(key, it, 0), clock.instant()))
        .flatMap(it -> ledger.card(key, it).stream())
        .map(
            row ->
                new Erasure.Left(
                    key, row.ticket(), "it may be being posted right now", Notify.PACE))
        .toList();
  }

  private void tell(List<Erasure.Left> left) {
    left.forEach(it -> log.log(new LogEvent.CardLeft(it.conversation(), it.ticket(), it.reason())));
  }
}
