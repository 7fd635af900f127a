package dragoman.channel;

import dragoman.message.Reply;
import java.time.Instant;
import java.util.Map;

/**
 * One provider's protocol, both ways, as pure functions: verifying and parsing cannot be separated,
 * and the outgoing call is data.
 */
public interface Channel {

  /** The name in paths, queues and policy, such as {@code whatsapp}. */
  String name();

  /** What can be promised about a reply whose answer was lost. */
  SendClass sendClass();

  /**
   * Proves the request genuine over its raw bytes, then reads it. Never throws for anything a
   * stranger can send.
   */
  Reception receive(WebhookRequest request, Endpoint endpoint, Instant now);

  /**
   * The headers by which the provider would prove the body genuine: for those who play the
   * provider, and for reading again a body that was proved once and kept.
   *
   * @throws IllegalArgumentException if the secret is not of the form the channel takes
   */
  Map<String, String> proof(Secret secret, byte[] body, Instant now);

  /**
   * The call that sends the reply; the same reply always gives the same call but for the time of
   * signing.
   */
  HttpCall reply(Reply reply, Account account, Instant now);

  /** What the provider's answer to such a call means. */
  Outcome outcome(HttpAnswer answer);

  /**
   * How long after a person's message the provider lets us answer freely; empty where it sets no
   * limit.
   */
  default java.util.Optional<java.time.Duration> window() {
    return java.util.Optional.empty();
  }
}
