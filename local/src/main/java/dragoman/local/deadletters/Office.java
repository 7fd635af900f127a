package dragoman.local.deadletters;

import dragoman.functions.DynamoOperations;
import dragoman.local.deadletters.Order.What;
import dragoman.local.runner.Clients;
import dragoman.pipeline.Doors;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The dead-letter office of one stack. What a service does not do is an {@link
 * IllegalStateException} with a message for people.
 */
public final class Office implements AutoCloseable {
  /** How long what is in hand is hidden from others. */
  private static final Duration HOLD = Duration.ofSeconds(30);

  /** How much longer than that to wait for what others hold and do not get on with. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** How many messages a glance takes in. */
  private static final int GLANCE = 100;

  private final Layout layout;
  private final SqsClient sqs;
  private final DynamoOperations operations;
  private final InstantSource clock;
  private final Duration hold;
  private final AutoCloseable clients;

  Office(
      Layout layout,
      SqsClient sqs,
      DynamoOperations operations,
      InstantSource clock,
      Duration hold,
      AutoCloseable clients) {
    this.layout = layout;
    this.sqs = sqs;
    this.operations = operations;
    this.clock = clock;
    this.hold = hold;
    this.clients = clients;
  }

  /**
   * @param endpoint services that stand in for AWS; AWS itself if empty, with the region and the
   *     keys that the environment names
   * @param region in place of the one the environment names
   */
  public static Office open(Layout layout, Optional<URI> endpoint, Optional<String> region) {
    var clients = asked(() -> Clients.operators(endpoint, region));
    return new Office(
        layout,
        clients.sqs(),
        new DynamoOperations(clients.dynamoDb(), layout.table()),
        InstantSource.system(),
        HOLD,
        clients);
  }

  /** Every shelf, in the template's order. */
  public List<Shelved> list() {
    return layout.shelves().stream().map(it -> asked(() -> shelved(it))).toList();
  }

  private Shelved shelved(Shelf shelf) {
    var drawer = Drawer.open(sqs, shelf.queue());
    if (drawer.isEmpty()) {
      return Shelved.missing(shelf);
    }
    var depth = drawer.get().depth();
    var seen = depth.waiting() == 0 ? List.<Sight>of() : sights(drawer.get(), GLANCE);
    return Shelved.of(shelf, depth.waiting(), depth.held(), seen);
  }

  /**
   * Looks at messages and puts them back: at most the first ten of each conversation, because SQS
   * shows no more before those are gone.
   *
   * @param limit how many at most
   */
  public Look look(Shelf shelf, Selection selection, int limit) {
    return asked(
        () -> {
          var drawer = drawer(shelf);
          var depth = drawer.depth();
          var all = sights(drawer, selection.all() ? limit : Integer.MAX_VALUE);
          return new Look(
              all.stream()
                  .filter(it -> selection.takes(it.id(), it.conversation().orElse(""), it.raw()))
                  .limit(limit)
                  .toList(),
              Math.max(depth.total(), all.size()),
              all.size());
        });
  }

  /**
   * @param total how many messages there are
   * @param looked how many of them were looked at
   */
  public record Look(List<Sight> sights, int total, int looked) {}

  private List<Sight> sights(Drawer drawer, int most) {
    var sights = new ArrayList<Sight>();
    try (var walk = new Walk(drawer, Drawer.MAX_BATCH, hold, Duration.ZERO, clock, () -> false)) {
      for (var piles = walk.next(); !piles.isEmpty(); piles = walk.next()) {
        for (var pile : piles) {
          for (var held : pile.letters()) {
            walk.keep(held.letter());
            sights.add(Sight.of(held.letter()));
          }
        }
        if (sights.size() >= most) {
          break;
        }
      }
    }
    return List.copyOf(sights.subList(0, Math.min(most, sights.size())));
  }

  /** How many messages there are, as far as the service knows. */
  public int depth(Shelf shelf) {
    return asked(() -> drawer(shelf).depth().total());
  }

  /**
   * Carries out an order; safe to be broken off anywhere and given again, also while another is
   * being carried out.
   *
   * @param told is told what becomes of each message
   * @param stopped asked whether to end early
   */
  public Outcome carryOut(Shelf shelf, Order order, Consumer<Step> told, BooleanSupplier stopped) {
    return asked(
        () -> {
          var from = drawer(shelf);
          try (var walk =
              new Walk(from, most(shelf, order), hold, hold.plus(GRACE), clock, stopped)) {
            var outcome =
                new Work(
                        shelf,
                        order,
                        ways(shelf, order.what()),
                        queues(),
                        from,
                        walk,
                        operations,
                        clock,
                        told)
                    .run();
            return stopped.getAsBoolean() ? outcome.stoppedEarly() : outcome;
          }
        });
  }

  /**
   * One message at a time where the order matters: what a broken-off run held comes back by itself,
   * and some stand-ins for SQS give several of a conversation back in another order. Chosen ids may
   * lie behind others, which must be taken to see them.
   */
  private static int most(Shelf shelf, Order order) {
    return shelf.fifo() && !order.dryRun() && order.selection().ids().isEmpty()
        ? 1
        : Drawer.MAX_BATCH;
  }

  private Function<DeadLetter, Way> ways(Shelf shelf, What what) {
    return switch (what) {
      case What.Redrive redrive -> {
        var ways = new Ways(layout, redrive.accounts(), clock);
        yield letter -> ways.of(shelf, letter);
      }
      case What.Discard _ -> _ -> new Way.On(List.of(), false);
    };
  }

  /** Each is looked up once. */
  private Function<String, Optional<Drawer>> queues() {
    Map<String, Optional<Drawer>> known = new HashMap<>();
    return name -> known.computeIfAbsent(name, it -> Drawer.open(sqs, it));
  }

  private Drawer drawer(Shelf shelf) {
    return Drawer.open(sqs, shelf.queue())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no queue "
                        + shelf.queue()
                        + ": is the stack called '"
                        + layout.stack()
                        + "', and is it there?"));
  }

  private static <T> T asked(Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new IllegalStateException("the service did not do it: " + Trouble.of(e));
    } catch (Doors.Unavailable e) {
      throw new IllegalStateException(
          "what is to be done could not be written down, so it was not done ("
              + (e.getCause() instanceof SdkException cause ? Trouble.of(cause) : e.getMessage())
              + "); is the table there, and may you write to it?");
    }
  }

  @Override
  public void close() {
    try {
      clients.close();
    } catch (Exception e) {
      throw new IllegalStateException("closing: " + e.getClass().getSimpleName());
    }
  }
}
