package dragoman.local.provider;

import dragoman.channel.Secret;
import java.util.Set;

/**
 * Where the stand-in for WhatsApp reports what became of a message.
 *
 * @param name the endpoint's name in {@code /webhooks/whatsapp/{name}}
 * @param secret the current signing secret
 * @param accounts phone number ids it may speak for, or {@code *}
 */
public record WhatsAppEndpoint(String name, Secret secret, Set<String> accounts) {
  public WhatsAppEndpoint {
    accounts = Set.copyOf(accounts);
  }

  boolean speaksFor(String account) {
    return accounts.contains(account) || accounts.contains("*");
  }
}
