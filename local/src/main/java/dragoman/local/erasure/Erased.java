package dragoman.local.erasure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How it went, in numbers.
 *
 * @param events messages, and replies that ended badly
 * @param cards in Slack
 * @param profiles what the business knew of the person
 * @param letters removed from dead-letter queues and the parked queue, by the queue's short name
 * @param left what may still be there, and why
 */
public record Erased(
    int conversations,
    int events,
    int cards,
    int profiles,
    Map<String, Integer> letters,
    List<String> left) {
  public Erased {
    letters = Map.copyOf(letters);
    left = List.copyOf(left);
  }

  public int allLetters() {
    return letters.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether there was nothing of the person, or there is nothing any more. */
  public boolean nothing() {
    return conversations + events + cards + profiles + allLetters() == 0 && left.isEmpty();
  }

  /** By name, in the alphabet's order. */
  public Map<String, Integer> sortedLetters() {
    return new TreeMap<>(letters);
  }
}
