package dragoman.bench.peer;

import java.util.List;

/** WhatsApp's webhook as the yardstick binds it. */
public record Webhook(List<Entry> entry) {
  public record Entry(List<Change> changes) {}

  public record Change(Value value) {}

  public record Value(List<Message> messages) {}

  public record Message(String from, String id, String timestamp, String type, Text text) {}

  public record Text(String body) {}
}
