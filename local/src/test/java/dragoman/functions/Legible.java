package dragoman.functions;

import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A row of the table as text, unpacked wherever it is packed; nothing of it is left out. */
public final class Legible {
  private Legible() {}

  public static String row(Map<String, AttributeValue> row) {
    return row.entrySet().stream()
        .map(it -> it.getKey() + "=" + value(it.getValue()))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String value(AttributeValue it) {
    return it.b() != null
        ? Packed.json(it)
        : it.hasM()
            ? row(it.m())
            : it.hasL()
                ? it.l().stream().map(Legible::value).collect(Collectors.joining(" "))
                : it.s() != null ? it.s() : String.valueOf(it.n());
  }
}
