package dragoman.proof.mutation;

import dragoman.message.EventKey;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A campaign of one look: whether an event's key still knows its kind. What else it does it is
 * asked to.
 */
final class Small {
  private Small() {}

  static void main(String... arguments) {
    switch (arguments[0]) {
      case "look" -> System.out.println(look());
      case "die-if-killed" -> {
        System.out.println(look());
        if (look().startsWith("killed")) {
          throw new IllegalStateException("the checker fell over");
        }
      }
      case "hang-if-killed" -> {
        while (look().startsWith("killed")) {
          LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        System.out.println(look());
      }
      default -> System.out.println("nothing to say");
    }
  }

  private static String look() {
    var message = EventKey.of("t", "whatsapp", "1001", "message", "wamid.1");
    var edit = EventKey.of("t", "whatsapp", "1001", "edit", "wamid.1");
    return message.equals(edit) ? "killed receipt 7 I1 an edit was lost" : "survived 1";
  }
}
