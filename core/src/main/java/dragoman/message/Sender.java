package dragoman.message;

import java.util.List;
import java.util.Optional;

/**
 * Who wrote.
 *
 * @param id the sender as the provider names them in this event
 * @param ids every id the provider gave for the same person, the most lasting first (WhatsApp:
 *     business-scoped id before phone number); never empty, holds {@code id}
 * @param name the profile name, if the provider sends one; untrusted text
 * @param language the provider's hint at the person's language, a BCP 47 tag, if there is one
 */
public record Sender(
    String id, List<String> ids, Optional<String> name, Optional<String> language) {
  public Sender {
    ids = List.copyOf(ids);
    if (!ids.contains(id)) {
      throw new IllegalArgumentException("a sender's id must be among its ids");
    }
  }

  public static Sender of(String id) {
    return new Sender(id, List.of(id), Optional.empty(), Optional.empty());
  }
}
