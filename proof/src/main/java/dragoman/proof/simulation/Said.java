package dragoman.proof.simulation;

/**
 * One message of a script.
 *
 * @param number its number in the script, from 0; the provider numbers messages alike
 * @param atMillis when it was written
 * @param bothIds whether it carries both ids of a person who has two
 * @param body which webhook body carries it: messages with the same number come together
 * @param about the number of the message that is taken back, else -1
 */
public record Said(
    int number,
    Person by,
    Kind kind,
    String text,
    long atMillis,
    boolean bothIds,
    int body,
    int about) {
  /** About no other message. */
  static final int NOTHING = -1;

  /** What it asks for, as its author means it. */
  public enum Kind {
    /** A question the guide answers. */
    KNOWN,
    /** A question it does not. */
    UNKNOWN,
    GREETING,
    THANKS,
    /** Asks for a person; managers are told. */
    HUMAN,
    /** Says something that managers must know at once. */
    HACKED,
    /** Takes an earlier message back; the notice carries that message's id. */
    TAKEN_BACK
  }

  /** {@code m3}, for those who read a trace. */
  public String label() {
    return "m" + number;
  }

  @Override
  public String toString() {
    return label() + " (" + by.name() + ": " + text + ")";
  }
}
