package dragoman.proof.simulation;

import java.util.List;
import java.util.Map;

/**
 * What happens outside during a run, faults apart.
 *
 * @param name for people
 * @param said the messages, in the order of their numbers
 * @param copies how much later, in milliseconds, the provider delivers a message's body once more
 * @param events other things, by their time
 */
public record Script(
    String name, List<Said> said, Map<Integer, List<Long>> copies, List<Happening> events) {
  public Script {
    said = List.copyOf(said);
    copies = Map.copyOf(copies);
    events = List.copyOf(events);
  }

  /**
   * @param atMillis since the run began
   */
  public record Happening(long atMillis, What what) {}

  /** What else may happen. */
  public enum What {
    /** A new policy is deployed: the warm instances go on with the old one for a while. */
    POLICY,
    /** The provider's secret is rotated: first in our store, then at the provider, then cleaned. */
    ROTATION,
    /** Every warm instance is gone. */
    COLD,
    /** The watchdog misses its minutes for a quarter of an hour. */
    WATCH_SLEEPS,
    /** The watchdog runs twice at once. */
    WATCH_TWICE,
    /** Somebody sends a webhook with a signature of their own. */
    FORGERY,
    /** Somebody with a genuine endpoint speaks for an account that is not theirs. */
    FOREIGN_ACCOUNT,
    /** The provider limits or fails every call for two minutes. */
    PROVIDER_STORM,
    /** Slack limits or fails every call for two minutes. */
    SLACK_STORM,
    /** A letter is delivered until its queue gives it up; an operator puts it back later. */
    DEAD_LETTERS,
    /** The queue of the team is gone. */
    NO_TEAM_QUEUE
  }

  /** When the last thing of it happens. */
  long lastMillis() {
    return Math.max(
        said.stream().mapToLong(Said::atMillis).max().orElse(0),
        events.stream().mapToLong(Happening::atMillis).max().orElse(0));
  }
}
