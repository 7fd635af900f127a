package dragoman.local.deadletters;

import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import dragoman.message.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What the template says of the queues an operator works with, by name.
 *
 * @param shelves dead-letter queues in the template's order, then the one of what is set aside
 * @param teamPrefix what stands before a team's name in its queue's name
 * @param tenant the installation's name, where a message does not say
 * @param maxEventAge older events are recorded and not answered; zero for no limit
 */
public record Layout(
    String stack,
    List<Shelf> shelves,
    String inbound,
    String receipts,
    String teamPrefix,
    String table,
    String tenant,
    Duration maxEventAge) {
  public Layout {
    shelves = List.copyOf(shelves);
  }

  /**
   * @throws dragoman.local.template.InvalidTemplate if there is no such template
   */
  public static Layout read(Path template, String stack) {
    // Names alone are used, and they are the same everywhere.
    var nowhere = new Place("us-east-1", "000000000000", "queue/");
    return of(Template.read(template).at(nowhere, stack, Map.of()));
  }

  static Layout of(Stack stack) {
    var shelves = new ArrayList<Shelf>();
    sources(stack).forEach((queue, sources) -> shelves.add(new Shelf.Dead(queue, sources)));
    shelves.add(new Shelf.SetAside(last(variable(stack, "PARKED_QUEUE_URL"), "/")));
    return new Layout(
        stack.name(),
        shelves,
        last(variable(stack, "INBOUND_QUEUE_URL"), "/"),
        last(variable(stack, "RECEIPTS_QUEUE_URL"), "/"),
        variable(stack, "TEAM_QUEUE_PREFIX"),
        variable(stack, "TABLE"),
        variable(stack, "TENANT"),
        Duration.parse(variable(stack, "MAX_EVENT_AGE")));
  }

  /** What a queue or a subscription cannot deliver ends where its redrive policy says. */
  private static Map<String, List<String>> sources(Stack stack) {
    var sources = new LinkedHashMap<String, List<String>>();
    stack.queues().forEach(it -> add(sources, it.attributes(), it.name()));
    stack.subscriptions().stream()
        .filter(it -> it.protocol().equals("sqs"))
        .forEach(it -> add(sources, it.attributes(), last(it.endpoint(), ":")));
    return sources;
  }

  private static void add(
      Map<String, List<String>> sources, Map<String, String> attributes, String source) {
    var policy = attributes.get("RedrivePolicy");
    if (policy == null) {
      return;
    }
    try {
      var target = last(Json.read(policy).path("deadLetterTargetArn").asText(), ":");
      var there = sources.computeIfAbsent(target, _ -> new ArrayList<>());
      if (!there.contains(source)) {
        there.add(source);
      }
    } catch (Json.Malformed e) {
      throw new IllegalStateException("the redrive policy of " + source + " is " + e.getMessage());
    }
  }

  private static String variable(Stack stack, String name) {
    return stack.functions().stream()
        .map(it -> it.environment().get(name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no function of the template has the environment variable " + name));
  }

  private static String last(String text, String separator) {
    return text.substring(text.lastIndexOf(separator) + 1);
  }

  /**
   * The shelf an operator means: by its name, with or without the stack before it and {@code .fifo}
   * behind it, or by its address.
   *
   * @throws IllegalArgumentException if there is none; the message lists what there is
   */
  public Shelf shelf(String asked) {
    var name = last(asked, "/");
    return shelves.stream()
        .filter(it -> it.queue().equals(name) || shortName(it.queue()).equals(shortName(name)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no dead-letter queue '"
                        + asked
                        + "' in stack "
                        + stack
                        + "; there is "
                        + shelves.stream()
                            .map(it -> shortName(it.queue()))
                            .collect(Collectors.joining(", "))));
  }

  /** The queue's name without the stack and {@code .fifo}. */
  public String shortName(String queue) {
    var name = queue.startsWith(stack + "-") ? queue.substring(stack.length() + 1) : queue;
    return name.endsWith(".fifo") ? name.substring(0, name.length() - 5) : name;
  }
}
