package dragoman.message;

import java.time.Instant;

/**
 * One line of a conversation as it is remembered: who said it and the beginning of what was said.
 *
 * @param kind the content's kind, so that a picture without words is not an empty line
 */
public record Line(Instant at, Author author, String kind, String text) {
  public enum Author {
    CONTACT,
    BOT,
    AGENT
  }
}
