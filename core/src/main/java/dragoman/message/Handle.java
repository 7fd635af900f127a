package dragoman.message;

import java.time.Instant;

/**
 * A provider's one-use permission to answer the message it came with, better than by address: on
 * LINE the reply token, which costs nothing where a push does.
 *
 * @param until how long it is certainly good
 */
public record Handle(String token, Instant until) {
  @Override
  public String toString() {
    return "Handle[until " + until + "]";
  }
}
