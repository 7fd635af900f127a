package dragoman.memory;

import dragoman.conversation.Conversation;
import dragoman.conversation.Effect;
import dragoman.message.Consent;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Profile;
import dragoman.message.Receipt;
import dragoman.pipeline.CardRow;
import dragoman.pipeline.Commit;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Doors.Claim;
import dragoman.pipeline.Doors.Commitment;
import dragoman.pipeline.Doors.Due;
import dragoman.pipeline.Doors.Kept;
import dragoman.pipeline.Doors.KeptEvent;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.Doors.Remains;
import dragoman.pipeline.Doors.Standing;
import dragoman.pipeline.Doors.Standings;
import dragoman.pipeline.Progress;
import dragoman.pipeline.Progress.Status;
import dragoman.pipeline.Recorded;
import dragoman.pipeline.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The table as maps. Safe for use by several threads; each method is one atomic step, as on the
 * real table.
 */
public final class MemoryLedger implements Ledger {
  private record Place(ConversationKey conversation, EventKey event) {}

  private final Map<ConversationKey, Standing> conversations = new LinkedHashMap<>();
  private final Map<ContactKey, Profile> profiles = new LinkedHashMap<>();
  private final Map<Place, Recorded> inbox = new LinkedHashMap<>();
  private final Map<Place, Instant> due = new LinkedHashMap<>();
  private final Map<List<String>, CardRow> cards = new LinkedHashMap<>();
  private final Set<Place> erasedEvents = new HashSet<>();
  private final Map<List<String>, Long> erasedCards = new HashMap<>();
  private final Map<String, Instant> receiptsArrived = new LinkedHashMap<>();
  private final Map<String, Instant> heard = new LinkedHashMap<>();
  private final Map<ConversationKey, Consent> consents = new HashMap<>();

  /** Says what the business knows of a contact. */
  public synchronized void know(ContactKey contact, Profile profile) {
    profiles.put(contact, profile);
  }

  /** As if nobody had ever written. */
  public synchronized void clear() {
    conversations.clear();
    profiles.clear();
    inbox.clear();
    due.clear();
    cards.clear();
    erasedEvents.clear();
    erasedCards.clear();
    receiptsArrived.clear();
    heard.clear();
    consents.clear();
  }

  /** Lets go of the oldest rows, if finished, as the table does once their time to live is over. */
  public synchronized List<Recorded> expire(Instant before) {
    var gone =
        inbox.values().stream()
            .takeWhile(it -> it.at().isBefore(before))
            .takeWhile(it -> it.progress().stream().allMatch(p -> p.status().ended()))
            .toList();
    gone.forEach(it -> inbox.remove(new Place(it.conversation(), it.event().key())));
    return gone;
  }

  public synchronized List<Recorded> inbox() {
    return List.copyOf(inbox.values());
  }

  public synchronized List<Conversation> conversations() {
    return conversations.values().stream()
        .filter(Standing.Itself.class::isInstance)
        .map(it -> ((Standing.Itself) it).conversation())
        .toList();
  }

  @Override
  public synchronized Standings read(List<ConversationKey> keys, List<ContactKey> contacts) {
    var standings = new LinkedHashMap<ConversationKey, Standing>();
    keys.stream()
        .filter(conversations::containsKey)
        .forEach(it -> standings.put(it, conversations.get(it)));
    var known = new LinkedHashMap<ContactKey, Profile>();
    contacts.stream().filter(profiles::containsKey).forEach(it -> known.put(it, profiles.get(it)));
    return new Standings(standings, known);
  }

  @Override
  public synchronized Optional<Consent> consent(ConversationKey conversation) {
    return Optional.ofNullable(consents.get(conversation));
  }

  @Override
  public synchronized void noteConsent(ConversationKey conversation, Consent consent) {
    consents.merge(
        conversation, consent, (old, fresh) -> old.at().isBefore(fresh.at()) ? fresh : old);
  }

  @Override
  public synchronized Commitment commit(Commit commit) {
    var recorded = commit.recorded();
    var place = new Place(recorded.conversation(), recorded.event().key());
    if (inbox.containsKey(place) || erasedEvents.contains(place)) {
      return Commitment.REPEATED;
    }
    if (version(recorded.conversation()) != commit.expected()
        || commit.aliases().stream().anyMatch(conversations::containsKey)) {
      return Commitment.STALE;
    }
    inbox.put(place, recorded);
    conversations.put(recorded.conversation(), new Standing.Itself(commit.next()));
    commit
        .aliases()
        .forEach(it -> conversations.put(it, new Standing.Alias(recorded.conversation())));
    recorded.decision().consent().ifPresent(it -> consents.put(recorded.conversation(), it));
    commit.dueAt().ifPresent(it -> due.put(place, it));
    return Commitment.DONE;
  }

  private long version(ConversationKey key) {
    return switch (conversations.get(key)) {
      case null -> 0;
      case Standing.Itself(var conversation) -> conversation.version();
      // An alias stands where a conversation was expected: no version fits.
      case Standing.Alias _ -> -1;
      case Standing.Erased(var version, _) -> version;
    };
  }

  @Override
  public synchronized Optional<Recorded> find(ConversationKey conversation, EventKey event) {
    return Optional.ofNullable(inbox.get(new Place(conversation, event)));
  }

  @Override
  public synchronized Optional<EventKey> event(ConversationKey conversation, String beginning) {
    var events =
        inbox.keySet().stream()
            .filter(it -> it.conversation().equals(conversation))
            .map(Place::event)
            .filter(it -> it.value().startsWith(beginning))
            .toList();
    return events.size() == 1 ? Optional.of(events.getFirst()) : Optional.empty();
  }

  @Override
  public synchronized Claim claim(EffectRef effect, Instant now) {
    return take(
        effect,
        it -> it.status() == Status.PENDING,
        it -> new Progress(Status.SENDING, it.attempt() + 1, now, it.note(), it.receipt()));
  }

  @Override
  public synchronized Claim takeOver(EffectRef effect, int attempt, String note, Instant now) {
    return take(
        effect,
        it -> it.status() == Status.SENDING && it.attempt() == attempt,
        it -> new Progress(Status.SENDING, it.attempt() + 1, now, Optional.of(note), it.receipt()));
  }

  private Claim take(
      EffectRef effect,
      java.util.function.Predicate<Progress> free,
      UnaryOperator<Progress> taken) {
    var recorded = find(effect.conversation(), effect.event());
    if (recorded.isEmpty() || effect.number() >= recorded.get().progress().size()) {
      return new Claim.Missing();
    }
    var progress = recorded.get().progress().get(effect.number());
    if (!free.test(progress)) {
      return new Claim.Taken(recorded.get(), progress);
    }
    var next = taken.apply(progress);
    return new Claim.Mine(put(recorded.get(), effect.number(), next), next);
  }

  @Override
  public synchronized boolean settle(EffectRef effect, Progress progress, boolean last) {
    var recorded = find(effect.conversation(), effect.event());
    if (recorded.isEmpty()) {
      return false;
    }
    var stands = recorded.get().progress().get(effect.number());
    if (stands.status() != Status.SENDING || stands.attempt() != progress.attempt()) {
      return false;
    }
    put(
        recorded.get(),
        effect.number(),
        new Progress(
            progress.status(),
            progress.attempt(),
            progress.since(),
            progress.note(),
            stands.receipt()));
    if (last) {
      due.remove(new Place(effect.conversation(), effect.event()));
    }
    return true;
  }

  @Override
  public synchronized void finish(EffectRef effect, Instant now, boolean last) {
    find(effect.conversation(), effect.event())
        .ifPresent(
            row -> {
              var stands = row.progress().get(effect.number());
              put(row, effect.number(), stands.to(Status.SENT, now, Optional.empty()));
              if (last) {
                due.remove(new Place(effect.conversation(), effect.event()));
              }
            });
  }

  @Override
  public synchronized boolean receipt(EffectRef effect, Receipt receipt, Instant now) {
    var recorded = find(effect.conversation(), effect.event());
    if (recorded.isEmpty()
        || effect.number() >= recorded.get().progress().size()
        || !(recorded.get().effect(effect.number()) instanceof Effect.Answering(var reply, _, _))
        || !reply.channel().equals(receipt.channel())
        || !reply.account().equals(receipt.account())) {
      return false;
    }
    var stands = recorded.get().progress().get(effect.number());
    var arrived = receipt.status() != Receipt.Status.FAILED;
    if (arrived && stands.receipt().filter(it -> it.compareTo(receipt.status()) >= 0).isPresent()) {
      return false;
    }
    var settles = !stands.status().ended();
    var note = Optional.of(receipt.externalId());
    put(
        recorded.get(),
        effect.number(),
        new Progress(
            settles ? (arrived ? Status.SENT : Status.FAILED) : stands.status(),
            stands.attempt(),
            settles ? now : stands.since(),
            settles ? note : stands.note(),
            Optional.of(receipt.status())));
    return true;
  }

  @Override
  public synchronized void receiptsArrive(String lane, Instant at) {
    receiptsArrived.merge(lane, at, (old, fresh) -> old.isAfter(fresh) ? old : fresh);
  }

  @Override
  public synchronized void heard(String lane, Instant at) {
    heard.merge(lane, at, (old, fresh) -> old.isAfter(fresh) ? old : fresh);
  }

  @Override
  public synchronized Map<String, Instant> lastHeard() {
    return Map.copyOf(heard);
  }

  @Override
  public synchronized Optional<Instant> receiptsArrived(String lane) {
    return Optional.ofNullable(receiptsArrived.get(lane));
  }

  @Override
  public synchronized List<Due> due(int shard, Instant until, int limit) {
    return due.entrySet().stream()
        .filter(it -> Watch.shard(it.getKey().event().value()) == shard)
        .filter(it -> !it.getValue().isAfter(until))
        .sorted(Comparator.comparing(Map.Entry::getValue))
        .limit(limit)
        .map(it -> new Due(it.getKey().conversation(), it.getKey().event(), it.getValue()))
        .toList();
  }

  @Override
  public synchronized void postpone(
      ConversationKey conversation, EventKey event, Optional<Instant> dueAt) {
    var place = new Place(conversation, event);
    if (inbox.containsKey(place)) {
      dueAt.ifPresentOrElse(it -> due.put(place, it), () -> due.remove(place));
    }
  }

  @Override
  public synchronized Optional<CardRow> card(ConversationKey conversation, String ticket) {
    return Optional.ofNullable(cards.get(List.of(conversation.value(), ticket)));
  }

  @Override
  public synchronized boolean swap(CardRow next) {
    var place = List.of(next.conversation().value(), next.ticket());
    if (revision(place) != next.revision() - 1) {
      return false;
    }
    cards.put(place, next);
    return true;
  }

  private long revision(List<String> place) {
    return cards.containsKey(place)
        ? cards.get(place).revision()
        : erasedCards.getOrDefault(place, 0L);
  }

  @Override
  public synchronized Kept kept(ConversationKey conversation) {
    return new Kept(
        inbox.values().stream()
            .filter(it -> it.conversation().equals(conversation))
            .map(it -> new KeptEvent(it.event().key(), it.tickets()))
            .toList(),
        cards.values().stream().filter(it -> it.conversation().equals(conversation)).toList());
  }

  @Override
  public synchronized boolean erase(Remains remains, Instant now) {
    return switch (remains) {
      case Remains.OfConversation(var key, var version) -> {
        var same = version(key) == version;
        if (same) {
          conversations.put(key, new Standing.Erased(version + 1, now));
        }
        yield same;
      }
      case Remains.OfEvent(var conversation, var event) -> {
        var place = new Place(conversation, event);
        inbox.remove(place);
        due.remove(place);
        erasedEvents.add(place);
        yield true;
      }
      case Remains.OfCard(var conversation, var ticket, var revision) -> {
        var place = List.of(conversation.value(), ticket);
        var same = revision(place) == revision;
        if (same) {
          cards.remove(place);
          erasedCards.put(place, revision + 1);
        }
        yield same;
      }
      case Remains.OfContact(var contact) -> {
        profiles.remove(contact);
        yield true;
      }
    };
  }

  private Recorded put(Recorded recorded, int number, Progress progress) {
    var all = new ArrayList<>(recorded.progress());
    all.set(number, progress);
    var next =
        new Recorded(
            recorded.conversation(),
            recorded.event(),
            recorded.decision(),
            recorded.version(),
            recorded.at(),
            all);
    inbox.put(new Place(recorded.conversation(), recorded.event().key()), next);
    return next;
  }
}
