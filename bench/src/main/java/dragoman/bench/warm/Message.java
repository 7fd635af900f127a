package dragoman.bench.warm;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.Signature;
import dragoman.channel.WebhookRequest;
import dragoman.functions.PolicyFolder;
import dragoman.memory.MemoryLedger;
import dragoman.memory.MemoryQueues;
import dragoman.message.EventJson;
import dragoman.pipeline.Batch;
import dragoman.pipeline.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one message costs once everything is compiled, with a real webhook, the shipped policy and
 * every door opened onto plain collections; JMH runs it (github.com/openjdk/jmh).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Message {
  private static final Path HOME = Path.of(System.getProperty("dragoman.home", ""));
  private static final String ID = "wamid.DRAGOMAN0002";
  private static final Instant NOW = Instant.ofEpochSecond(1_772_442_020);

  private final Channel channel = Channels.named("whatsapp").orElseThrow();
  private final List<byte[]> keys = List.of("bench-app-secret".getBytes(StandardCharsets.UTF_8));
  private final Endpoint endpoint =
      new Endpoint(
          "main",
          "whatsapp",
          "main",
          List.of(new Secret("bench-app-secret")),
          Optional.empty(),
          Set.of("100000000000001"));
  private byte[] body;
  private byte[] signature;
  private WebhookRequest request;
  private String event;
  private Route route;
  private long count;

  @Setup
  public void read() throws IOException {
    body = Files.readAllBytes(HOME.resolve("events/whatsapp/text-en-views-dropped.json"));
    signature = Signature.hmacSha256(keys.getFirst(), body);
    request =
        new WebhookRequest(
            "POST",
            "",
            Map.of("x-hub-signature-256", List.of("sha256=" + HexFormat.of().formatHex(signature))),
            body);
    event = parse();
  }

  /** A ledger that has grown for long would be what is measured. */
  @Setup(Level.Iteration)
  public void forget() {
    var clock = InstantSource.fixed(NOW);
    route =
        new Route(
            PolicyFolder.load(HOME.resolve("policy")),
            new Route.Limits("main", Duration.ZERO),
            new MemoryLedger(),
            new MemoryQueues(clock, _ -> true),
            _ -> {},
            _ -> {});
  }

  /** The signature over the raw bytes. */
  @Benchmark
  public boolean verify() {
    return Signature.matches(keys, body, signature);
  }

  /** All that ReceiveWebhook does but for the wire: verify, parse, normalise, write. */
  @Benchmark
  public String parse() {
    return switch (channel.receive(request, endpoint, NOW)) {
      case Reception.Accepted accepted -> EventJson.write(accepted.messages().getFirst());
      case Reception.Refused _, Reception.Handshake _ ->
          throw new IllegalStateException("the benchmark's webhook is not accepted");
    };
  }

  /**
   * All that RouteConversation does but for the wire: read, understand, decide, record, relay. Each
   * message is a new one of the same conversation.
   */
  @Benchmark
  public Batch.Step decide() {
    var fresh = event.replace(ID, "wamid." + count++);
    return route.route(new Batch.Item("1", "1", fresh, 1), NOW);
  }
}
