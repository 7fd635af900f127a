package dragoman.local.cost;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The design others begin with, in quantities for one message.
 *
 * @param message received, deduplicated, stored and queued
 * @param reply and answered, with the same habits
 */
record Naive(List<Usage> message, List<Usage> reply) {
  static Naive shipped() {
    var document = Document.shipped("naive.yaml");
    return new Naive(usages(document, "message"), usages(document, "reply"));
  }

  List<Usage> whole() {
    return Stream.concat(message.stream(), reply.stream()).toList();
  }

  private static List<Usage> usages(Document document, String part) {
    return document.list(part).stream()
        .map(
            it ->
                new Usage(
                    it.only(Set.of("name", "quantity", "why")).text("name", "sqs-fifo"),
                    it.amount("quantity", "3").doubleValue(),
                    it.text("why", "send, receive, delete")))
        .toList();
  }
}
