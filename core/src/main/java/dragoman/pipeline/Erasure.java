package dragoman.pipeline;

import dragoman.message.ConversationKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How the erasure of a person went; in numbers and hashed keys, without anything of the person.
 *
 * @param places where a conversation of theirs was or would have been
 * @param conversations how many there were
 * @param events messages, and replies that ended badly
 * @param cards taken down from Slack, or never posted
 * @param contacts profiles
 * @param left cards that may still stand in Slack
 */
public record Erasure(
    List<ConversationKey> places,
    int conversations,
    int events,
    int cards,
    int contacts,
    List<Left> left) {
  public Erasure {
    places = List.copyOf(places);
    left = List.copyOf(left);
  }

  /**
   * Who is to be erased: a person, or a group chat with all that was said in it.
   *
   * @param accounts of ours that they wrote to
   * @param ids by which the channel names them; their other ids are found with one of them
   */
  public record Whom(String channel, Set<String> accounts, Set<String> ids) {
    public Whom {
      accounts = Set.copyOf(accounts);
      ids = Set.copyOf(ids);
      if (channel.isBlank() || isNobody(accounts) || isNobody(ids)) {
        throw new IllegalArgumentException("channel, accounts and ids must all be given");
      }
    }

    /** A variable that is not set must not be taken for an id. */
    private static boolean isNobody(Set<String> names) {
      return names.isEmpty() || names.stream().anyMatch(String::isBlank);
    }
  }

  /**
   * A card that may still stand in Slack.
   *
   * @param reason in plain words, or as Slack names it
   * @param after how long to wait before it is worth trying again
   */
  public record Left(ConversationKey conversation, String ticket, String reason, Duration after) {}

  static Erasure nothing(int contacts) {
    return new Erasure(List.of(), 0, 0, 0, contacts, List.of());
  }

  Erasure with(
      ConversationKey place, boolean there, int moreEvents, int moreCards, List<Left> more) {
    var all = new ArrayList<>(places);
    all.add(place);
    var lefts = new ArrayList<>(left);
    lefts.addAll(more);
    return new Erasure(
        all,
        conversations + (there ? 1 : 0),
        events + moreEvents,
        cards + moreCards,
        contacts,
        lefts);
  }

  Erasure goneOn(List<Left> still) {
    return new Erasure(
        places, conversations, events, cards + left.size() - still.size(), contacts, still);
  }

  public boolean complete() {
    return left.isEmpty();
  }

  /** How long to wait before going on; zero if all is done. */
  public Duration after() {
    return left.stream().map(Left::after).min(Duration::compareTo).orElse(Duration.ZERO);
  }
}
