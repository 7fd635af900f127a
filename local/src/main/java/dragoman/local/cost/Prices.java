package dragoman.local.cost;

import dragoman.local.cost.Document.Entry;
import dragoman.local.cost.Price.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The price table of one region. */
public final class Prices {
  private static final String FILE = "prices.yaml";
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "service",
          "unit",
          "per",
          "dollars",
          "region",
          "evidence",
          "dated",
          "source",
          "note");

  private final String file;
  private final String region;
  private final Map<String, Price> byName;

  private Prices(String file, String region, Map<String, Price> byName) {
    this.file = file;
    this.region = region;
    this.byName = byName;
  }

  /**
   * The prices that come with Dragoman.
   *
   * @throws IllegalArgumentException if there are none for that region
   */
  public static Prices shipped(String region) {
    return of(Document.shipped(FILE), region);
  }

  /**
   * Somebody's own prices, in the form of the shipped file.
   *
   * @throws IllegalArgumentException if the file or a price in it is wrong, or has no such region
   */
  public static Prices read(Path file, String region) {
    try {
      return of(Document.read(file.toString(), Files.readString(file)), region);
    } catch (IOException e) {
      throw new IllegalArgumentException("--prices " + file + ": cannot be read; is it there?", e);
    }
  }

  static Prices of(Document document, String region) {
    var regions = new TreeMap<String, Map<String, Price>>();
    for (var entry : document.list("prices")) {
      var price = price(entry);
      var before =
          regions.computeIfAbsent(price.region(), _ -> new HashMap<>()).put(price.name(), price);
      if (before != null) {
        throw entry.problem("is there twice for " + price.region());
      }
    }
    if (!regions.containsKey(region)) {
      throw new IllegalArgumentException(
          "%s has no prices for the region '%s', only for %s; give a file of that form with --prices"
              .formatted(document.file(), region, String.join(", ", regions.keySet())));
    }
    return new Prices(document.file(), region, regions.get(region));
  }

  private static Price price(Entry entry) {
    entry.only(FIELDS);
    var per = entry.amount("per", "1000000").doubleValue();
    if (per == 0) {
      throw entry.problem("has the per '0'; it says how many are bought for 'dollars'");
    }
    return new Price(
        entry.text("name", "sqs-fifo"),
        entry.text("service", "SQS"),
        entry.text("unit", "1M requests"),
        per,
        entry.amount("dollars", "0.50").doubleValue(),
        entry.text("region", "us-east-1"),
        evidence(entry),
        entry.date("dated"),
        entry.text("source", "https://aws.amazon.com/sqs/pricing/"),
        entry.optional("note"));
  }

  private static Evidence evidence(Entry entry) {
    var text = entry.text("evidence", "price-list");
    return Arrays.stream(Evidence.values())
        .filter(it -> it.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                entry.problem(
                    "has the evidence '%s'; there is %s"
                        .formatted(
                            text,
                            Arrays.stream(Evidence.values())
                                .map(Evidence::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /**
   * @throws IllegalArgumentException if the table lacks it
   */
  public Price named(String name) {
    var price = byName.get(name);
    if (price == null) {
      throw new IllegalArgumentException(
          "%s has no price '%s' for %s; it has %s"
              .formatted(file, name, region, new TreeSet<>(byName.keySet())));
    }
    return price;
  }

  public Collection<Price> all() {
    return byName.values();
  }

  public String region() {
    return region;
  }
}
