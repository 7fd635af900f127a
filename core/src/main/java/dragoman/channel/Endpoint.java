package dragoman.channel;

import dragoman.message.ConversationKey;
import dragoman.message.EventKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One webhook address of a channel: the secrets that prove its requests, and the accounts it may
 * speak for.
 *
 * @param tenant the installation; part of every key
 * @param channel the channel's name
 * @param name the endpoint's name in its path {@code /webhooks/{channel}/{name}}
 * @param secrets the live signing secrets, the current one first, at most two; with none every
 *     request is refused
 * @param verifyToken what a handshake must present, on channels that have one
 * @param accounts the accounts it may speak for; {@code *} stands for all, which only the local
 *     runner allows
 * @param url where the provider calls it, if that is not what the gateway sees (a custom domain, a
 *     proxy before it); only for channels that sign the address
 */
public record Endpoint(
    String tenant,
    String channel,
    String name,
    List<Secret> secrets,
    Optional<Secret> verifyToken,
    Set<String> accounts,
    Optional<String> url) {
  public static final String ANY_ACCOUNT = "*";

  public Endpoint {
    secrets = List.copyOf(secrets);
    accounts = Set.copyOf(accounts);
  }

  /** An endpoint that is called where the gateway sees it called. */
  public Endpoint(
      String tenant,
      String channel,
      String name,
      List<Secret> secrets,
      Optional<Secret> verifyToken,
      Set<String> accounts) {
    this(tenant, channel, name, secrets, verifyToken, accounts, Optional.empty());
  }

  /** The same endpoint, called at this address. */
  public Endpoint at(String address) {
    return new Endpoint(
        tenant, channel, name, secrets, verifyToken, accounts, Optional.of(address));
  }

  /** The secrets as keys of an HMAC. */
  List<byte[]> keys() {
    return secrets.stream().map(Secret::bytes).toList();
  }

  /** The first of the accounts by name; empty where it speaks for all. */
  Optional<String> anAccount() {
    return accounts.stream().filter(it -> !it.equals(ANY_ACCOUNT)).sorted().findFirst();
  }

  public boolean speaksFor(String account) {
    return accounts.contains(account) || accounts.contains(ANY_ACCOUNT);
  }

  public EventKey eventKey(String account, String kind, String eventId) {
    return EventKey.of(tenant, channel, account, kind, eventId);
  }

  public ConversationKey conversationKey(String account, String userId) {
    return ConversationKey.of(tenant, channel, account, userId);
  }
}
