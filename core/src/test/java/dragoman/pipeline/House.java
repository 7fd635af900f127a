package dragoman.pipeline;

import dragoman.channel.Account;
import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.Secret;
import dragoman.channel.WebhookRequest;
import dragoman.memory.MemoryLedger;
import dragoman.memory.MemoryPace;
import dragoman.memory.MemoryQueues;
import dragoman.message.Escalation;
import dragoman.message.EscalationJson;
import dragoman.message.Json;
import dragoman.message.Task;
import dragoman.message.TaskJson;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Batch.Step;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Doors.Lane;
import dragoman.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The whole pipeline on memory doors, with a clock and providers in the test's hand. */
final class House {
  static final String TENANT = "test";
  private static final Secret SECRET = new Secret("whatsapp-app-secret");

  Instant now = Instant.parse("2026-03-01T10:00:00Z");
  Function<HttpCall, Exchange> provider =
      _ -> answered(200, "{\"messages\":[{\"id\":\"wamid.out\"}]}");
  Function<HttpCall, Exchange> slack =
      _ -> answered(200, "{\"ok\":true,\"ts\":\"111.222\",\"channel\":\"C\"}");

  final List<HttpCall> calls = new ArrayList<>();
  final List<HttpCall> slackCalls = new ArrayList<>();
  final List<LogEvent> log = new ArrayList<>();
  final MemoryLedger ledger = new MemoryLedger();
  final MemoryQueues queues;
  int mostReceived;

  /** Whether the accounts' tokens can be read. */
  boolean tokens = true;

  /** Whether the topic takes anything. */
  boolean topic = true;

  final List<Escalation> published = new ArrayList<>();
  private final Lane escalations = new Lane.TeamLane("(escalations)");
  private final Receive receive;
  final Track track;
  private final Deliver deliver;
  private final Notify cards;
  private final Watch watch;
  final Erase erase;
  Route route;

  House() {
    this(SmallPolicy.policy(), Set.of());
  }

  House(Policy policy, Set<String> teamsWithoutQueue) {
    queues =
        new MemoryQueues(
            () -> now,
            it -> !(it instanceof Lane.TeamLane(var team) && teamsWithoutQueue.contains(team)));
    var secrets = new FixedSecrets();
    var pace = new MemoryPace();
    Doors.Http http =
        (name, call) -> {
          (name.equals("slack") ? slackCalls : calls).add(call);
          return (name.equals("slack") ? slack : provider).apply(call);
        };
    receive = new Receive(secrets, queues, log::add);
    track = new Track(ledger, queues, log::add);
    deliver =
        new Deliver(
            new Deliver.Timing(
                Duration.ofSeconds(40), Duration.ofSeconds(90), Duration.ofHours(12)),
            ledger,
            secrets,
            http,
            pace,
            queues,
            log::add);
    cards = new Notify(policy, ledger, secrets, http, pace, log::add);
    watch = new Watch(ledger, queues, log::add);
    erase = new Erase(TENANT, ledger, secrets, http, pace, log::add);
    route = route(policy, Duration.ofDays(8));
  }

  Route route(Policy policy, Duration maxEventAge) {
    return new Route(
        policy,
        new Route.Limits(TENANT, maxEventAge),
        ledger,
        queues,
        escalation -> {
          if (!topic) {
            throw new Doors.Unavailable("publish");
          }
          published.add(escalation);
          // A standard queue takes doubles, so each delivery gets a deduplication id of its own.
          queues.send(
              escalations,
              List.of(
                  new Doors.Letter(
                      "e" + published.size(),
                      "e" + published.size(),
                      EscalationJson.write(escalation))));
        },
        log::add);
  }

  static Exchange answered(int status, String body) {
    return new Exchange.Answered(new HttpAnswer(status, Map.of(), body));
  }

  /** A genuine WhatsApp webhook with one text message. */
  HttpAnswer says(String from, String id, String text) {
    return webhook(whatsApp("1001", from, id, now, text));
  }

  static String whatsApp(String account, String from, String id, Instant at, String text) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":
    {"messaging_product":"whatsapp","metadata":{"phone_number_id":"%s"},
    "messages":[{"from":"%s","id":"%s","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}\
    """
        .formatted(account, from, id, at.getEpochSecond(), text);
  }

  HttpAnswer webhook(String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return receive.receive(
        "whatsapp",
        "main",
        new WebhookRequest(
            "POST",
            "",
            Map.of("X-Hub-Signature-256", List.of(signed(SECRET.value(), bytes))),
            bytes),
        now);
  }

  /** A webhook of any channel, as its provider signs it. */
  HttpAnswer webhook(String channel, String body) {
    var endpoint = new FixedSecrets().endpoint(channel, "main", false).orElseThrow();
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var signed = Channels.named(channel).orElseThrow().sign(bytes, endpoint, now);
    return receive.receive(channel, "main", signed, now);
  }

  /** A genuine webhook of any channel, to its endpoint {@code main}. */
  HttpAnswer webhook(Channel channel, byte[] body) {
    var endpoint =
        new Endpoint(TENANT, channel.name(), "main", List.of(SECRET), Optional.empty(), Set.of());
    return receive.receive(channel.name(), "main", channel.sign(body, endpoint, now), now);
  }

  HttpAnswer forged(String body) {
    return receive.receive(
        "whatsapp",
        "main",
        new WebhookRequest(
            "POST",
            "",
            Map.of("X-Hub-Signature-256", List.of("sha256=" + "0".repeat(64))),
            body.getBytes(StandardCharsets.UTF_8)),
        now);
  }

  static String signed(String secret, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Lets every function run until nothing is visible any more. */
  void settle() {
    for (var round = 0; round < 1_000; round++) {
      var work =
          step(new Lane.Inbound(), route::route)
              + step(new Lane.Outbound(), deliver::deliver)
              + step(new Lane.Receipts(), track::track)
              + step(escalations, (item, _) -> cards.show(item, () -> now));
      if (work == 0) {
        return;
      }
    }
    throw new IllegalStateException("it never comes to rest");
  }

  int watches() {
    return watch.watch(now, () -> true);
  }

  int step(Lane lane, BiFunction<Item, Instant, Step> work) {
    var delivered = queues.receive(lane, 10, Duration.ofSeconds(60));
    var items =
        delivered.stream()
            .map(it -> new Item(it.id(), it.group(), it.body(), it.received()))
            .toList();
    items.forEach(it -> mostReceived = Math.max(mostReceived, it.received()));
    var left = Batch.run(items, () -> true, "test", log::add, it -> work.apply(it, now));
    delivered.stream()
        .filter(it -> left.stream().noneMatch(l -> l.id().equals(it.id())))
        .forEach(it -> queues.delete(lane, it.id()));
    left.forEach(it -> queues.hide(lane, it.id(), it.after().plusMillis(1)));
    return delivered.size();
  }

  List<Task> tasks(String team) {
    return queues.bodies(new Lane.TeamLane(team)).stream()
        .map(
            it -> {
              try {
                return TaskJson.read(it);
              } catch (Json.Malformed e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  private final class FixedSecrets implements Doors.Secrets {
    @Override
    public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
      return name.equals("main")
          ? Optional.of(
              new Endpoint(
                  TENANT, channel, name, List.of(SECRET), Optional.empty(), Set.of("1001", "2002")))
          : Optional.empty();
    }

    @Override
    public Optional<Account> account(String channel, String id) {
      if (!tokens) {
        throw new Doors.Unavailable("secret");
      }
      return Optional.of(new Account(channel, id, new Secret("token"), Optional.empty()));
    }

    @Override
    public Secret slack() {
      return new Secret("xoxb-test");
    }
  }
}
