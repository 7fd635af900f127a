package dragoman.local.deadletters;

import java.util.Set;

/**
 * What an operator wants done to the messages of a queue.
 *
 * @param dryRun look and say, do nothing
 * @param limit how many messages at most
 */
public record Order(
    What what, Selection selection, String operator, String reason, boolean dryRun, int limit) {

  public sealed interface What {
    String verb();

    /**
     * Send them on, in each conversation's order.
     *
     * @param perSecond how many a second at most
     * @param outOfOrder whether a message may go before earlier ones of its conversation
     * @param accounts the accounts an endpoint speaks for, in place of those noted with a body
     */
    record Redrive(double perSecond, boolean outOfOrder, Set<String> accounts) implements What {
      public Redrive {
        accounts = Set.copyOf(accounts);
      }

      @Override
      public String verb() {
        return "redrive";
      }
    }

    /** Remove them for good. */
    record Discard() implements What {
      @Override
      public String verb() {
        return "discard";
      }
    }
  }
}
