package dragoman.pipeline;

import dragoman.channel.Account;
import dragoman.channel.Capability.Rate;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.Secret;
import dragoman.message.Consent;
import dragoman.message.ConversationKey;
import dragoman.message.EffectRef;
import dragoman.message.Escalation;
import dragoman.message.EventKey;
import dragoman.message.Profile;
import dragoman.message.Receipt;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every way out of the house. Each method is one call to the outside; nothing else in {@code core}
 * does I/O.
 *
 * <p>A call that is known not to have worked, or of which nobody knows, throws {@link Unavailable};
 * all calls may then be made again.
 */
public final class Doors {
  private Doors() {}

  /** The outside did not do it, or did not say. Transient: the work is to be taken up again. */
  public static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String what, Throwable cause) {
      super(what, cause);
    }

    public Unavailable(String what) {
      super(what);
    }
  }

  /** A queue of ours, by purpose. */
  public sealed interface Lane {
    /** What changes conversations; FIFO, group = conversation. */
    record Inbound() implements Lane {}

    /**
     * What providers tell of our messages; standard, so that it never delays a person's message.
     */
    record Receipts() implements Lane {}

    /** What could not be read; standard. */
    record ParkedLane() implements Lane {}

    /** Replies to send; FIFO, group = conversation. */
    record Outbound() implements Lane {}

    /** A team's work; FIFO, group = conversation. */
    record TeamLane(String team) implements Lane {}
  }

  /**
   * One message for a queue.
   *
   * @param group FIFO group; not used by standard queues
   * @param dedupe what FIFO deduplication goes by; at most 128 characters
   */
  public record Letter(String group, String dedupe, String body) {}

  public interface Queues {
    /** The most letters one call takes. */
    int MAX_LETTERS = 10;

    /** The most bytes one call takes, all letters together. */
    int MAX_BYTES = 1 << 20;

    /**
     * Sends at most {@link #MAX_LETTERS} letters of at most {@link #MAX_BYTES} together.
     *
     * @return the indexes of those that were not taken; empty when all were
     * @throws NoSuchQueue if there is no such queue
     */
    Set<Integer> send(Lane lane, List<Letter> letters);
  }

  /** A team of the policy whose queue is not there yet, or no longer. */
  public static final class NoSuchQueue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoSuchQueue(String queue) {
      super("there is no queue " + queue);
    }
  }

  public interface Topic {
    void publish(Escalation escalation);
  }

  /** The one table: conversations, what was decided for each event, and how far its effects are. */
  public interface Ledger {
    /** After this silence a lane is taken to be given up, not to be broken. */
    Duration FORGET_LANE = Duration.ofDays(14);

    /**
     * Reads conversations (or the aliases that stand in their place) and contact profiles, as they
     * are now.
     */
    Standings read(List<ConversationKey> conversations, List<ContactKey> contacts);

    /**
     * The person's last word on whether we may write to them. It outlives the conversation and its
     * erasure: whoever opted out stays so.
     */
    Optional<Consent> consent(ConversationKey conversation);

    /** Notes what a provider told us of it, unless the person said something later. */
    void noteConsent(ConversationKey conversation, Consent consent);

    /**
     * Writes one turn: inbox row, conversation, aliases and what the decision changes of the
     * person's consent together, or nothing.
     */
    Commitment commit(Commit commit);

    Optional<Recorded> find(ConversationKey conversation, EventKey event);

    /**
     * The conversation's event whose key begins so, for receipts that bring back no more of it;
     * empty if there is none, or more than one.
     *
     * @param beginning hex digits
     */
    Optional<EventKey> event(ConversationKey conversation, String beginning);

    /** Takes an effect in hand if it is {@code PENDING}; what was noted before stays. */
    Claim claim(EffectRef effect, Instant now);

    /**
     * Takes over an effect whose sender vanished, if it is still {@code SENDING} in that attempt;
     * the note tells later readers why.
     */
    Claim takeOver(EffectRef effect, int attempt, String note, Instant now);

    /**
     * Records how an attempt went, if the effect is still {@code SENDING} in it.
     *
     * @param last whether no other effect of the event is unfinished, so that the row leaves the
     *     due index
     * @return false if somebody else (a receipt, a later attempt) has settled it
     */
    boolean settle(EffectRef effect, Progress progress, boolean last);

    /**
     * Ends an effect that is handed on and done with, whatever was recorded of it before.
     *
     * @param last as for {@link #settle}
     */
    void finish(EffectRef effect, Instant now, boolean last);

    /**
     * Notes a receipt on the reply it belongs to, unless one that goes as far is noted already; a
     * receipt ends a reply that is still being sent, or waits to be sent again. A failure is news
     * however often it comes: whoever noted it first may have crashed before telling.
     *
     * @return false if the receipt says nothing new, or the receipt's account has no such reply
     */
    boolean receipt(EffectRef effect, Receipt receipt, Instant now);

    /** Notes that receipts from that time do arrive on a lane, {@code channel/account}. */
    void receiptsArrive(String lane, Instant at);

    /** Notes that people's messages do arrive on a lane, {@code channel/account}. */
    void heard(String lane, Instant at);

    /**
     * When each lane was last heard, to the minute; a lane that was silent for {@link #FORGET_LANE}
     * is no longer in use and is left out.
     */
    Map<String, Instant> lastHeard();

    /** The time of the latest receipt that arrived on the lane, to the minute. */
    Optional<Instant> receiptsArrived(String lane);

    /**
     * Rows whose effects were to be finished by then, oldest first, of one shard of the due index.
     */
    List<Due> due(int shard, Instant until, int limit);

    /** Moves a row in the due index; empty takes it out. */
    void postpone(ConversationKey conversation, EventKey event, Optional<Instant> dueAt);

    /** The card of a dialogue, if there is one. */
    Optional<CardRow> card(ConversationKey conversation, String ticket);

    /**
     * Replaces a card's row if its revision is still one below; false if somebody else was faster.
     */
    boolean swap(CardRow next);

    /** All that lies under a conversation's key and is not erased: its events and its cards. */
    Kept kept(ConversationKey conversation);

    /**
     * Erases one thing for good. What must not come back leaves a mark without anything of the
     * person, for as long as an event is remembered: of an event that it was processed, of a card
     * that there is none to be drawn, of a conversation since when it is gone. To erase what is
     * erased already is no error.
     *
     * @return false if it is no longer as {@code remains} says: read again
     */
    boolean erase(Remains remains, Instant now);
  }

  /** What was read in one call. */
  public record Standings(
      Map<ConversationKey, Standing> conversations, Map<ContactKey, Profile> profiles) {
    public Standings {
      conversations = Map.copyOf(conversations);
      profiles = Map.copyOf(profiles);
    }
  }

  /** What stands in a conversation's place. */
  public sealed interface Standing {
    record Itself(dragoman.conversation.Conversation conversation) implements Standing {}

    record Alias(ConversationKey to) implements Standing {}

    /**
     * Nothing but the mark of an erasure. What was said until then is not taken up any more; what
     * is said later begins anew.
     *
     * @param version goes on where the conversation's ended, so that whoever read that one is stale
     */
    record Erased(long version, Instant at) implements Standing {}
  }

  /** What is stored of a conversation, without what anybody said. */
  public record Kept(List<KeptEvent> events, List<CardRow> cards) {
    public Kept {
      events = List.copyOf(events);
      cards = List.copyOf(cards);
    }
  }

  /**
   * @param tickets of the cards that the event asked for
   */
  public record KeptEvent(EventKey event, Set<String> tickets) {
    public KeptEvent {
      tickets = Set.copyOf(tickets);
    }
  }

  /** One thing that is stored of a person. */
  public sealed interface Remains {
    /**
     * @param version it has, its mark's, or 0 if nothing stands there
     */
    record OfConversation(ConversationKey conversation, long version) implements Remains {}

    record OfEvent(ConversationKey conversation, EventKey event) implements Remains {}

    /**
     * @param revision it has, or 0 if it was never begun
     */
    record OfCard(ConversationKey conversation, String ticket, long revision) implements Remains {}

    record OfContact(ContactKey contact) implements Remains {}
  }

  public enum Commitment {
    DONE,
    /** The event is in the inbox already: resume what was decided then. */
    REPEATED,
    /** Somebody else changed the conversation: read again. */
    STALE
  }

  public sealed interface Claim {
    /** Ours, with the row as it stands now. */
    record Mine(Recorded recorded, Progress progress) implements Claim {}

    /** Not ours to take; the row says why. */
    record Taken(Recorded recorded, Progress progress) implements Claim {}

    /** There is no such row. */
    record Missing() implements Claim {}
  }

  public record Due(ConversationKey conversation, EventKey event, Instant dueAt) {}

  /** Outgoing HTTP. */
  public interface Http {
    Exchange send(String provider, HttpCall call);
  }

  public sealed interface Exchange {
    record Answered(HttpAnswer answer) implements Exchange {}

    /** It never left: refused, no such host, no TLS. */
    record NotSent(String why) implements Exchange {}

    /** It may have arrived; no answer came back. */
    record Lost(String why) implements Exchange {}
  }

  public interface Secrets {
    /**
     * @param fresh read again from the source, not from the cache; the door limits how often
     */
    Optional<Endpoint> endpoint(String channel, String name, boolean fresh);

    Optional<Account> account(String channel, String id);

    Secret slack();
  }

  /** The certificates that providers sign their webhooks with. */
  public interface Certificates {
    /** Nobody's: for channels that need none, and requests that come with theirs. */
    Certificates NONE = _ -> Optional.empty();

    /**
     * @param address one that {@link dragoman.channel.Channel#certificate} named
     * @return the certificate (PEM), which never changes; empty if there is none
     */
    Optional<String> at(URI address);
  }

  /** Paces what all instances do together. */
  public interface Pace {
    /**
     * Takes one out of a bucket, which is full at first: zero if there was one, else how long until
     * there is. A bucket that nobody asks is forgotten once it is full again.
     *
     * @param bucket by what is limited; it may outlive an erasure for a day, and says nothing in
     *     clear
     */
    Duration take(String bucket, Rate rate, Instant now);

    /** The provider asked for a pause: for as long as this instance knows of it. */
    void hold(String lane, Instant until);

    /** How long the pause goes on; zero if there is none. */
    Duration held(String lane, Instant now);
  }

  public interface Log {
    void log(LogEvent event);
  }
}
