package dragoman.proof.load;

import dragoman.channel.Account;
import dragoman.channel.Capability.Rate;
import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.Secret;
import dragoman.conversation.Effect;
import dragoman.memory.MemoryLedger;
import dragoman.memory.MemoryQueues;
import dragoman.message.Json;
import dragoman.pipeline.Batch;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Batch.Step;
import dragoman.pipeline.Deliver;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.LogEvent;
import dragoman.pipeline.Receive;
import dragoman.pipeline.Route;
import dragoman.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Receiving, routing and delivering on memory doors, with a provider that answers at once and desks
 * that take every task. Escalations are not shown: Slack's own pace would be what is measured.
 */
final class LoadedPipeline {
  private static final String ACCOUNT = "100000000000001";
  private static final Duration HIDE = Duration.ofMinutes(2);

  /** Rows are looked at once more after this, by the pipeline's clock, and then let go. */
  private static final Duration KEPT = Duration.ofSeconds(2);

  private static final Endpoint ENDPOINT =
      new Endpoint(
          "load",
          "whatsapp",
          "main",
          java.util.List.of(new Secret("load-app-secret")),
          Optional.empty(),
          Set.of(ACCOUNT));

  private final Channel channel = Channels.named("whatsapp").orElseThrow();
  private final MemoryLedger ledger = new MemoryLedger();
  private final InstantSource clock;
  private final MemoryQueues queues;
  private final Books books;
  private final Latencies routing;
  private final Receive receive;
  private final Route route;
  private final Deliver deliver;

  LoadedPipeline(Policy policy, InstantSource clock, Books books, Latencies routing) {
    this.clock = clock;
    this.books = books;
    this.routing = routing;
    this.queues = new MemoryQueues(clock, _ -> true);
    var secrets = new OneAccount();
    Doors.Log log = this::log;
    receive = new Receive(secrets, queues, log);
    route =
        new Route(policy, new Route.Limits("load", Duration.ZERO), ledger, queues, _ -> {}, log);
    deliver =
        new Deliver(
            new Deliver.Timing(
                Duration.ofSeconds(40), Duration.ofSeconds(90), Duration.ofHours(12)),
            ledger,
            secrets,
            (_, call) -> answer(call.body()),
            new NoLimit(),
            queues,
            log);
  }

  private void log(LogEvent event) {
    if (event instanceof LogEvent.Decided decided) {
      books.decided(decided.event());
    } else if (event instanceof LogEvent.StepFailed failed) {
      throw new IllegalStateException("a step failed with " + failed);
    }
  }

  /** The provider: it takes every reply, and the books are told which message it answers. */
  private Doors.Exchange answer(String body) {
    try {
      var ref = Json.read(body).path("biz_opaque_callback_data").asText();
      var effect = dragoman.message.EffectRef.parse(ref).orElseThrow();
      books.replied(effect.event());
      return new Doors.Exchange.Answered(
          HttpAnswer.json(200, "{\"messages\":[{\"id\":\"wamid.out\"}]}"));
    } catch (Json.Malformed e) {
      throw new IllegalStateException("what we send is JSON", e);
    }
  }

  /** One person writes: nine times of ten what the guide answers, else what a team must. */
  void say(int conversation, long number) {
    var text =
        number % 10 == 9
            ? "the lavender printer swallowed 17 umbrellas near gate " + number % 97
            : "When are payouts made?";
    var id = "wamid.load-" + number;
    books.said(ENDPOINT.eventKey(ACCOUNT, "message", id), conversation, number);
    var now = clock.instant();
    var body = body(1_202_000_0000L + conversation, id, now, text).getBytes(StandardCharsets.UTF_8);
    var answer = receive.receive("whatsapp", "main", channel.sign(body, ENDPOINT, now), now);
    if (answer.status() != 200) {
      throw new IllegalStateException("a genuine webhook was answered " + answer.status());
    }
  }

  private static String body(long from, String id, Instant at, String text) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":
    {"messaging_product":"whatsapp","metadata":{"phone_number_id":"%s"},
    "messages":[{"from":"%d","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}\
    """
        .formatted(ACCOUNT, from, id, at.getEpochSecond(), text);
  }

  boolean routeSome() {
    return some(
        new Lane.Inbound(),
        item -> {
          var start = System.nanoTime();
          var step = route.route(item, clock.instant());
          routing.add(System.nanoTime() - start);
          return step;
        });
  }

  boolean deliverSome() {
    return some(new Lane.Outbound(), item -> deliver.deliver(item, clock.instant()));
  }

  private boolean some(Lane lane, Function<Item, Step> work) {
    var items =
        queues.receive(lane, 10, HIDE).stream()
            .map(it -> new Item(it.id(), it.group(), it.body(), it.received()))
            .toList();
    var left = Batch.run(items, () -> true, "load", this::log, work);
    for (var item : items) {
      var again = left.stream().filter(it -> it.id().equals(item.id())).findFirst();
      again.ifPresentOrElse(
          it -> queues.hide(lane, it.id(), it.after()), () -> queues.delete(lane, item.id()));
    }
    return !items.isEmpty();
  }

  /** The teams' desks take their tasks, and what has ended is let go. */
  boolean sweep() {
    queues.lanes().stream()
        .filter(Lane.TeamLane.class::isInstance)
        .forEach(
            lane -> queues.receive(lane, 10, HIDE).forEach(it -> queues.delete(lane, it.id())));
    return close(clock.instant().minus(KEPT)) > 0;
  }

  void closeAll() {
    close(Instant.MAX);
  }

  private int close(Instant before) {
    var ended = ledger.expire(before);
    for (var row : ended) {
      var reply = row.decision().effects().stream().anyMatch(Effect.Answering.class::isInstance);
      books.closed(row.event().key(), reply);
    }
    return ended.size();
  }

  /** The provider's own pace would be what is measured. */
  private static final class NoLimit implements Doors.Pace {
    @Override
    public Duration take(String bucket, Rate rate, Instant now) {
      return Duration.ZERO;
    }

    @Override
    public void hold(String lane, Instant until) {}

    @Override
    public Duration held(String lane, Instant now) {
      return Duration.ZERO;
    }
  }

  private static final class OneAccount implements Doors.Secrets {
    @Override
    public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
      return Optional.of(ENDPOINT);
    }

    @Override
    public Optional<Account> account(String channel, String id) {
      return Optional.of(new Account(channel, id, new Secret("token"), Optional.empty()));
    }

    @Override
    public Secret slack() {
      throw new Doors.Unavailable("nothing is shown in Slack");
    }
  }
}
