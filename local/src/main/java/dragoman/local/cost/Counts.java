package dragoman.local.cost;

import dragoman.local.cost.Document.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a message makes the functions do, as measured on the real engines. {@code CostTest} measures
 * and holds the file to it; nobody else writes these numbers.
 */
public record Counts(List<Step> steps) {
  private static final String FILE = "counts.yaml";
  private static final Set<String> FIELDS =
      Set.of("when", "function", "calls", "writes", "reads", "items", "logLines", "logBytes");

  public Counts {
    steps = List.copyOf(steps);
  }

  /**
   * One function's part.
   *
   * @param when the case, such as {@code a new question, answered}
   * @param calls AWS API calls by name; a send says whether the queue is FIFO
   * @param writes DynamoDB write request units, as AWS counts them: a transaction doubles
   * @param reads DynamoDB read request units, as AWS counts them: what is missing counts too
   * @param items sizes of the items that the transaction put, in bytes by DynamoDB's rule
   * @param logBytes the function's own log lines, without Lambda's
   */
  public record Step(
      String when,
      String function,
      SortedMap<String, Integer> calls,
      double writes,
      double reads,
      List<Integer> items,
      int logLines,
      int logBytes) {
    /** All calls to AWS, whatever they are. */
    public int callCount() {
      return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int count(String call) {
      return calls.getOrDefault(call, 0);
    }
  }

  public static Counts shipped() {
    return read(Document.shipped(FILE));
  }

  static Counts read(Document document) {
    return new Counts(document.list("steps").stream().map(Counts::step).toList());
  }

  private static Step step(Entry entry) {
    entry.only(FIELDS);
    return new Step(
        entry.text("when", "a new question, answered"),
        entry.text("function", "RouteConversation"),
        calls(entry),
        entry.amount("writes", "10").doubleValue(),
        entry.amount("reads", "2").doubleValue(),
        items(entry),
        entry.amount("logLines", "1").intValueExact(),
        entry.amount("logBytes", "240").intValueExact());
  }

  private static SortedMap<String, Integer> calls(Entry entry) {
    var calls = new TreeMap<String, Integer>();
    if (!(entry.fields().get("calls") instanceof Map<?, ?> given)) {
      throw entry.problem("has no 'calls'; write them as in '{SendMessageBatch (FIFO): 1}'");
    }
    given.forEach(
        (name, count) -> {
          if (!(count instanceof Integer number)) {
            throw entry.problem("has the call '" + name + "' without a whole number");
          }
          calls.put(String.valueOf(name), number);
        });
    return calls;
  }

  private static List<Integer> items(Entry entry) {
    var sizes = new ArrayList<Integer>();
    if (entry.fields().get("items") instanceof List<?> list) {
      list.forEach(it -> sizes.add(((Number) it).intValue()));
    }
    return List.copyOf(sizes);
  }

  /**
   * @throws IllegalArgumentException if it was not measured
   */
  public Step step(String when, String function) {
    return steps.stream()
        .filter(it -> it.when().equals(when) && it.function().equals(function))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: '%s' of %s is not there; CostTest measures it"
                        .formatted(FILE, when, function)));
  }

  /** The file as it ought to be. */
  public String yaml() {
    return """
    # Measured by CostTest on the real engines with the shipped policy and short messages. Do not edit; write it anew with
    #   mvn -pl local -am test -Dtest=CostTest -Dsurefire.failIfNoSpecifiedTests=false -Dcounts.write=true
    steps:
    """
        + steps.stream().map(Counts::yaml).collect(Collectors.joining());
  }

  private static String yaml(Step step) {
    return String.format(
        Locale.ROOT,
        "  - {when: \"%s\", function: %s, calls: {%s}, writes: %s, reads: %s, items: %s, logLines:"
            + " %d, logBytes: %d}\n",
        step.when(),
        step.function(),
        step.calls().entrySet().stream()
            .map(it -> it.getKey() + ": " + it.getValue())
            .collect(Collectors.joining(", ")),
        units(step.writes()),
        units(step.reads()),
        step.items(),
        step.logLines(),
        step.logBytes());
  }

  static String units(double units) {
    return units == Math.rint(units) ? Long.toString((long) units) : Double.toString(units);
  }
}
