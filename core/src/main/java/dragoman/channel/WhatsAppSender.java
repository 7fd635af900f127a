package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Sender;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who wrote: a phone number, a business-scoped user id, or both, with the contact beside it. */
final class WhatsAppSender {
  private WhatsAppSender() {}

  static Sender of(JsonNode message, JsonNode value) throws Fields.Gap {
    var from = Fields.text(message, "from");
    var userId = userId(message);
    var contact = contact(Fields.items(value, "contacts"), from, userId);
    var ids =
        Stream.of(
                userId,
                from.filter(id -> !WhatsApp.isPhone(id)),
                contact.flatMap(c -> Fields.text(c, "user_id")),
                from,
                contact.flatMap(c -> Fields.text(c, "wa_id")))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (ids.isEmpty()) {
      throw new Fields.Gap("messages[].from", "is missing, and so is the user id");
    }
    return new Sender(
        from.orElse(ids.getFirst()),
        ids,
        contact.flatMap(c -> Fields.text(c.path("profile"), "name")),
        Optional.empty());
  }

  static Optional<String> userId(JsonNode message) {
    return Fields.text(message, "from_user_id").or(() -> Fields.text(message, "user_id"));
  }

  static Optional<JsonNode> contact(
      List<JsonNode> contacts, Optional<String> from, Optional<String> userId) {
    if (from.isEmpty() && userId.isEmpty()) {
      return contacts.size() == 1 ? Optional.of(contacts.getFirst()) : Optional.empty();
    }
    var known = Stream.of(from, userId).flatMap(Optional::stream).toList();
    return contacts.stream()
        .filter(
            contact ->
                Stream.of(Fields.text(contact, "user_id"), Fields.text(contact, "wa_id"))
                    .flatMap(Optional::stream)
                    .anyMatch(known::contains))
        .findFirst();
  }
}
