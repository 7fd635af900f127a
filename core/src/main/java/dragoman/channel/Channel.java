package dragoman.channel;

import dragoman.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One provider's protocol, both ways, as pure functions: verifying and parsing cannot be separated,
 * and the outgoing call is data.
 */
public interface Channel {

  /** The name in paths, queues and policy, such as {@code whatsapp}. */
  String name();

  Capability capability();

  /** What can be promised about a reply whose answer was lost. */
  default SendClass sendClass() {
    return capability().sendClass();
  }

  /**
   * Proves the request genuine over its raw bytes, then reads it. Never throws for anything a
   * stranger can send.
   */
  Reception receive(WebhookRequest request, Endpoint endpoint, Instant now);

  /**
   * Where the certificate lies that the request is to be proven by, on channels whose provider
   * signs with one of its own; empty where none is needed, and for a request that is not worth
   * fetching anything for. The address is one of the provider's own, whoever wrote the request.
   */
  default Optional<URI> certificate(WebhookRequest request, Endpoint endpoint) {
    return Optional.empty();
  }

  /**
   * The counterpart of {@link #receive}: the body as the provider would post it, proven with the
   * endpoint's first secret. For rehearsals, the demo and our own tests.
   *
   * @throws java.util.NoSuchElementException if the endpoint has no secret
   * @throws IllegalArgumentException if the secret is not of the form the channel takes
   */
  WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now);

  /**
   * The call that sends the reply; the same reply always gives the same call but for the time of
   * signing.
   *
   * @throws IllegalArgumentException if the account's id or token, or the recipient, is none that
   *     this provider could have; the message holds none of them
   */
  HttpCall reply(Reply reply, Account account, Instant now);

  /** What the provider's answer to such a call means. */
  Outcome outcome(HttpAnswer answer);

  /**
   * A body from which nothing follows, to see whether an endpoint takes what its provider signs.
   */
  byte[] harmless(Endpoint endpoint);

  /**
   * Whether the provider alone holds the key, so that {@link #sign} is taken in earnest nowhere but
   * on this machine.
   */
  default boolean providerAloneSigns() {
    return false;
  }

  /**
   * The call by which the provider asks whether we are there; empty where it does not ask, or where
   * the endpoint lacks what it must present.
   */
  default Optional<WebhookRequest> handshake(Endpoint endpoint) {
    return Optional.empty();
  }

  /**
   * The call that trades an account's lasting secret for a token that sends, which then stands in
   * its place; empty where the secret sends by itself.
   *
   * @throws IllegalArgumentException if the secret is not of the form the channel takes
   */
  default Optional<HttpCall> access(Account account, Instant now) {
    return Optional.empty();
  }

  /** The token in the provider's answer to such a call; empty if it gave none. */
  default Optional<Access> accessGiven(HttpAnswer answer, Instant now) {
    return Optional.empty();
  }

  /**
   * What to ask the provider about an account that shall be heard at this endpoint.
   *
   * @param webhook the endpoint's public address
   */
  default List<Check> checks(Account account, String webhook) {
    return List.of();
  }

  /**
   * How long after a person's message the provider lets us answer freely; empty where it sets no
   * limit.
   */
  default Optional<Duration> window() {
    return capability().window();
  }
}
