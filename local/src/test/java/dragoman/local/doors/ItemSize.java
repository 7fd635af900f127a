package dragoman.local.doors;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What DynamoDB counts of an item, in bytes (Developer Guide, "DynamoDB Item sizes and formats"):
 * names and text in UTF-8, a number about one byte for two digits and one more.
 */
final class ItemSize {
  private ItemSize() {}

  static int of(Map<String, AttributeValue> item) {
    return item.entrySet().stream().mapToInt(it -> text(it.getKey()) + of(it.getValue())).sum();
  }

  /** Write units of a plain write; a transaction's are twice as many. */
  static int writeUnits(int bytes) {
    return Math.max(1, (bytes + 1023) / 1024);
  }

  private static int of(AttributeValue value) {
    return switch (value.type()) {
      case S -> text(value.s());
      case N -> (value.n().replaceAll("[^0-9]", "").length() + 1) / 2 + 1;
      case B -> value.b().asByteArrayUnsafe().length;
      case BOOL, NUL -> 1;
      case M -> 3 + of(value.m()) + value.m().size();
      case L -> 3 + value.l().stream().mapToInt(it -> 1 + of(it)).sum();
      case SS, NS, BS, UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("the table has no attribute of type " + value.type());
    };
  }

  private static int text(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
