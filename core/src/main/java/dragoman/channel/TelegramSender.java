package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Sender;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who wrote: a Telegram user, or a channel that speaks for itself. */
final class TelegramSender {
  private TelegramSender() {}

  static Sender of(JsonNode user, String kind) throws Fields.Gap {
    var id = Fields.id(user, "id", kind + ".from.id");
    var name =
        Stream.of("first_name", "last_name", "title")
            .flatMap(part -> Fields.text(user, part).stream())
            .collect(Collectors.joining(" "));
    return new Sender(
        id,
        List.of(id),
        Optional.of(name).filter(n -> !n.isEmpty()),
        Fields.text(user, "language_code"));
  }

  /** A channel that speaks for itself. */
  static Sender ofChannel(JsonNode message, String chat) {
    return new Sender(
        chat, List.of(chat), Fields.text(message.path("chat"), "title"), Optional.empty());
  }

  /** The business connection an answer must name. */
  static Optional<String> connection(JsonNode message) {
    return Fields.text(message, "business_connection_id");
  }
}
