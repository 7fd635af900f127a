package dragoman.channel;

import java.net.URI;
import java.util.Optional;

/**
 * What sending from one of our numbers, pages or bots takes.
 *
 * @param token the provider's access token or what is traded for one, or the signing secret on our
 *     own web chat
 * @param url where replies go, on channels whose address is ours to set (web chat; RCS, which has
 *     regional ones)
 */
public record Account(String channel, String id, Secret token, Optional<URI> url) {

  /** The same account with a token that sends. */
  public Account with(Access access) {
    return new Account(channel, id, access.token(), url);
  }
}
