package dragoman.hostile;

import dragoman.channel.Account;
import dragoman.channel.Channel;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.Secret;
import dragoman.channel.WebhookRequest;
import dragoman.memory.MemoryLedger;
import dragoman.memory.MemoryPace;
import dragoman.memory.MemoryQueues;
import dragoman.message.Escalation;
import dragoman.message.Json;
import dragoman.message.Parked;
import dragoman.message.ParkedJson;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Deliver;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.LogEvent;
import dragoman.pipeline.Receive;
import dragoman.pipeline.Route;
import dragoman.pipeline.SmallPolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pipeline from its door to the teams' queues and the providers, on memory doors, for whatever
 * a stranger may send. Not for several threads.
 */
public final class Street {
  public static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
  static final String TENANT = "street";

  /** Of a form that every channel takes. */
  static final Secret SECRET = new Secret("street0only0not0a0real0secret000");

  public static final String ACCOUNT = "1001";
  private static final URI APP = URI.create("https://app.example.com/replies");

  public final MemoryLedger ledger = new MemoryLedger();
  public final MemoryQueues queues = new MemoryQueues(() -> NOW, _ -> true);
  public final List<LogEvent> log = new ArrayList<>();
  public final List<HttpCall> calls = new ArrayList<>();
  public final List<Escalation> published = new ArrayList<>();
  private final Receive receive = new Receive(new OneEndpoint(), queues, log::add);
  private final Route route =
      new Route(
          SmallPolicy.policy(),
          new Route.Limits(TENANT, Duration.ZERO),
          ledger,
          queues,
          published::add,
          log::add);
  private final Deliver deliver =
      new Deliver(
          new Deliver.Timing(Duration.ofSeconds(40), Duration.ofSeconds(90), Duration.ofHours(12)),
          ledger,
          new OneEndpoint(),
          this::call,
          new MemoryPace(),
          queues,
          log::add);

  private Exchange call(String provider, HttpCall call) {
    calls.add(call);
    return new Exchange.Answered(
        new HttpAnswer(
            200,
            Map.of(),
            "{\"ok\":true,\"result\":{\"message_id\":7},\"messages\":[{\"id\":\"wamid.out\"}]}"));
  }

  static String account(String channel) {
    return channel.equals("email") ? ACCOUNT + "@example.com" : ACCOUNT;
  }

  static Endpoint endpoint(String channel) {
    return new Endpoint(
        TENANT, channel, "main", List.of(SECRET), Optional.empty(), Set.of(account(channel)));
  }

  /** As the provider would post it. */
  public static WebhookRequest signed(Channel channel, byte[] body) {
    return channel.sign(body, endpoint(channel.name()), NOW);
  }

  /**
   * Whether the channel's proof is inside the body, and this one has no place for it; or what
   * Google wraps as base64 is longer then than a text may be, so that nothing can be proven.
   */
  public static boolean hasNoPlaceForProof(Channel channel, byte[] body) {
    if (channel.name().equals("rcs") && body.length > 192 << 10) {
      return true;
    }
    var signed = signed(channel, body);
    return signed.headers().isEmpty() && Arrays.equals(signed.body(), body);
  }

  /** What is kept of a body set aside: where the proof was inside it, what is left without it. */
  public static byte[] kept(Channel channel, byte[] body) {
    if (channel.name().equals("email")) {
      return signed(channel, body).body();
    }
    if (!signed(channel, body).headers().isEmpty()) {
      return body;
    }
    try {
      return Json.write(Json.read(body)).getBytes(StandardCharsets.UTF_8);
    } catch (Json.Malformed e) {
      return body;
    }
  }

  /** The same, posted to this address. */
  public static WebhookRequest signed(Channel channel, byte[] body, String url) {
    return channel.sign(body, endpoint(channel.name()).at(url), NOW);
  }

  static WebhookRequest unsigned(byte[] body) {
    return new WebhookRequest("POST", "", Map.of(), body);
  }

  public HttpAnswer post(Channel channel, WebhookRequest request) {
    return receive.receive(channel.name(), "main", request, NOW);
  }

  public HttpAnswer post(Channel channel, byte[] body) {
    return post(channel, signed(channel, body));
  }

  /** Routes all that was taken in, and sends the replies that follow. */
  public void settle() {
    for (var event : queues.bodies(new Lane.Inbound())) {
      route.route(new Item("", "", event, 1), NOW);
    }
    for (var reply : queues.bodies(new Lane.Outbound())) {
      deliver.deliver(new Item("", "", reply, 1), NOW);
    }
  }

  /** Every body on every queue. */
  public List<String> bodies() {
    return queues.lanes().stream().flatMap(lane -> queues.bodies(lane).stream()).toList();
  }

  public List<Parked> parked() {
    return queues.bodies(new Lane.ParkedLane()).stream().map(Street::parked).toList();
  }

  private static Parked parked(String body) {
    try {
      return ParkedJson.read(body);
    } catch (Json.Malformed e) {
      throw new AssertionError(e);
    }
  }

  /** As if nothing had ever been sent. */
  public void clear() {
    ledger.clear();
    queues.clear();
    log.clear();
    calls.clear();
    published.clear();
  }

  private record OneEndpoint() implements Doors.Secrets {
    @Override
    public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
      return Optional.of(Street.endpoint(channel));
    }

    @Override
    public Optional<Account> account(String channel, String id) {
      var token =
          channel.equals("twilio")
              ? new Secret("AC0123456789abcdef0123456789abcdef:" + SECRET.value())
              : SECRET;
      return Optional.of(new Account(channel, id, token, Optional.of(APP)));
    }

    @Override
    public Secret slack() {
      return new Secret("xoxb-street");
    }
  }
}
