package dragoman.channel;

import dragoman.message.Content.MediaKind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a channel can do and what its provider demands; the pipeline plans by it, and {@code
 * docs/channels.md} is made of it.
 *
 * @param title the provider's product as people know it
 * @param sendClass what can be promised about a reply whose answer was lost
 * @param text the most one reply may hold; empty where nobody sets a limit
 * @param button the limits of a message with a link button; empty where the link goes below the
 *     text
 * @param media what people can send that arrives as a reference
 * @param window how long after a person's message the provider lets us answer freely; empty where
 *     it sets no limit
 * @param receipts whether the provider reports what became of a reply
 * @param perAccount the rate at which one of our accounts may send
 * @param perPerson the rate at which one person may be sent to
 * @param consent who must hear STOP
 */
public record Capability(
    String title,
    SendClass sendClass,
    Optional<Text> text,
    Optional<Button> button,
    Set<MediaKind> media,
    Optional<Duration> window,
    boolean receipts,
    Optional<Rate> perAccount,
    Optional<Rate> perPerson,
    Consent consent) {
  public Capability {
    media = Set.copyOf(media);
  }

  /** The longest text of one message, in the provider's unit. */
  public record Text(int limit, Unit unit) {}

  public enum Unit {
    /** UTF-16 units, which no provider counts more generously. */
    CHARACTERS,
    /** Bytes of UTF-8. */
    BYTES
  }

  /**
   * The longest text beside a button, and the longest label, in the unit of the text; empty where
   * the provider names no limit of its own.
   */
  public record Button(OptionalInt text, OptionalInt label) {}

  /**
   * A token bucket: {@code burst} messages at once, then {@code count} in each {@code per}.
   *
   * @param count at least 1
   * @param burst at least 1
   */
  public record Rate(int count, Duration per, int burst) {
    public Rate {
      if (count < 1 || burst < 1 || !per.isPositive()) {
        throw new IllegalArgumentException("a rate lets something through");
      }
    }

    /** The time one message takes of the bucket; in whole milliseconds, never too short. */
    public Duration interval() {
      var each = per.dividedBy(count);
      var whole = Duration.ofMillis(each.toMillis());
      return whole.compareTo(each) < 0 ? whole.plusMillis(1) : whole;
    }

    /** How far a burst may run ahead of the steady pace. */
    public Duration ahead() {
      return interval().multipliedBy(burst - 1L);
    }
  }

  /** Who must hear a person's STOP. */
  public enum Consent {
    /** Blocking us is the person's own button; the provider then refuses what we send. */
    PERSON_BLOCKS,
    /** Law or carrier demands that the word is obeyed; we confirm it and send nothing more. */
    WE_OBEY,
    /** As {@link #WE_OBEY}, but the provider confirms it by itself. */
    PROVIDER_CONFIRMS
  }
}
