package dragoman.local.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.local.deadletters.Layout;
import dragoman.local.deadletters.Office;
import dragoman.local.deadletters.Order;
import dragoman.local.deadletters.Selection;
import dragoman.local.deadletters.Shelf;
import dragoman.local.deadletters.Shelved;
import dragoman.local.runner.Clients;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Erases a person from one stack: first by its function, so that nothing of them is processed any
 * more, then what lies with the dead letters and with what was set aside. Safe to be broken off
 * anywhere and done again.
 */
public final class Eraser implements AutoCloseable {
  private static final String REASON = "erasure of a person";

  private final Layout layout;
  private final Office office;
  private final LambdaClient lambda;

  private Eraser(Layout layout, Office office, LambdaClient lambda) {
    this.layout = layout;
    this.office = office;
    this.lambda = lambda;
  }

  /**
   * @param functions who answers for Lambda, if not AWS itself
   */
  public static Eraser open(
      Layout layout, Optional<URI> endpoint, Optional<URI> functions, Optional<String> region) {
    return new Eraser(
        layout, Office.open(layout, endpoint, region), Clients.operatorsLambda(functions, region));
  }

  /**
   * @param progress is told what is being done
   */
  public Erased erase(Asked asked, Consumer<String> progress) {
    progress.accept(asked.dryRun() ? "looking at the table" : "erasing from the table and Slack");
    var answer = new EraseFunction(lambda, layout.stack() + "-EraseContact").call(asked);
    var left = new ArrayList<>(cardsLeft(answer.path("left")));
    var letters = new TreeMap<String, Integer>();
    var selection = new Selection(Set.of(), places(answer.path("places")), asked.ids());
    for (var shelf : shelves(progress)) {
      var name = layout.shortName(shelf.queue());
      progress.accept("looking through " + name);
      var outcome =
          office.carryOut(
              shelf,
              new Order(
                  new Order.What.Discard(),
                  selection,
                  asked.operator(),
                  REASON,
                  asked.dryRun(),
                  Integer.MAX_VALUE),
              _ -> {},
              () -> false);
      if (outcome.done() > 0) {
        letters.put(name, outcome.done());
      }
      if (!outcome.complete()) {
        left.add(name + ": not every message could be looked at or removed; erase again");
      }
    }
    return new Erased(
        answer.path("conversations").asInt(),
        answer.path("events").asInt(),
        answer.path("cards").asInt(),
        answer.path("profiles").asInt(),
        letters,
        left);
  }

  private List<Shelf> shelves(Consumer<String> progress) {
    progress.accept("looking at the dead letters");
    return office.list().stream()
        .filter(Shelved::there)
        .filter(it -> it.waiting() + it.held() > 0)
        .map(Shelved::shelf)
        .toList();
  }

  private static Set<String> places(JsonNode keys) {
    var places = new HashSet<String>();
    keys.forEach(it -> places.add(it.asText()));
    return places;
  }

  private static List<String> cardsLeft(JsonNode left) {
    return StreamSupport.stream(left.spliterator(), false)
        .map(
            it ->
                "the card of ticket %s may still stand in Slack (%s); erase again"
                    .formatted(it.path("ticket").asText(), it.path("reason").asText()))
        .toList();
  }

  @Override
  public void close() {
    office.close();
    lambda.close();
  }
}
