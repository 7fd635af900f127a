package dragoman.bench.cold;

import dragoman.bench.lambda.Events;
import dragoman.bench.lambda.FunctionProcess;
import dragoman.bench.lambda.Launch;
import dragoman.bench.lambda.TaskRoot;
import dragoman.bench.peer.SdkAlone;
import dragoman.bench.peer.Unprimed;
import dragoman.bench.peer.Webhook;
import dragoman.bench.peer.Yardstick;
import dragoman.bench.stub.AwsStub;
import dragoman.functions.ReceiveWebhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Starts one function after another against one stub and measures each.
 *
 * @param event the same for all
 */
record Bench(TaskRoot root, AwsStub aws, byte[] event) implements AutoCloseable {
  private static final String SECRET = "bench-app-secret";
  private static final String QUEUES = "https://sqs.us-east-1.amazonaws.com/000000000000/bench-";
  private static final int LATER = 5;

  /** Who is started. */
  enum Peer {
    OURS(ReceiveWebhook.class),
    UNPRIMED(Unprimed.class),
    YARDSTICK(Yardstick.class),
    SDK_ALONE(SdkAlone.class);

    private final Class<?> handler;

    Peer(Class<?> handler) {
      this.handler = handler;
    }
  }

  /**
   * @param home the repository's folder, packaged
   * @param scratch an empty folder
   */
  static Bench open(Path home, Path scratch, boolean tls) {
    var secrets = Map.of("bench/endpoints/whatsapp/main", "{\"secrets\":[\"" + SECRET + "\"]}");
    try {
      return new Bench(
          TaskRoot.unpack(
                  home.resolve("functions/target/dragoman-functions.zip"), scratch.resolve("task"))
              .with(Unprimed.class, Yardstick.class, SdkAlone.class)
              .with(Webhook.class.getNestMembers()),
          tls ? AwsStub.overTls(secrets, scratch) : AwsStub.overHttp(secrets),
          Events.whatsApp(
              "main",
              SECRET,
              Files.readAllBytes(home.resolve("events/whatsapp/text-en-views-dropped.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException("the event cannot be read", e);
    }
  }

  /** A new environment on demand: its start and the first event. */
  Sample coldStart(Peer peer) {
    aws.forget();
    try (var function = FunctionProcess.start(launch(peer, Launch.Start.ON_DEMAND))) {
      return sample(function, function.ready(), Duration.ZERO);
    }
  }

  /** A snapshot's first event: its connections are dead, its credentials out of date. */
  Sample restore(Peer peer) {
    try (var function = FunctionProcess.start(launch(peer, Launch.Start.SNAP_START))) {
      function.frozen();
      aws.cut();
      aws.forget();
      var spent = function.usage().processor();
      return sample(function, function.restored(), spent);
    }
  }

  private Sample sample(FunctionProcess function, Duration before, Duration spent) {
    var answer = function.invoke(event);
    if (!answer.body().contains("\"statusCode\":200")) {
      throw new FunctionProcess.Broken(answer.body() + "\n" + function.log());
    }
    var usage = function.usage();
    var firstCalls = aws.counts();
    for (var i = 1; i < LATER; i++) {
      function.invoke(event);
    }
    aws.forget();
    function.invoke(event);
    return new Sample(
        millis(before),
        millis(answer.took()),
        millis(before.plus(answer.took())),
        millis(usage.processor().minus(spent)),
        usage.residentKilobytes() / 1024.0,
        firstCalls,
        aws.counts());
  }

  private Launch launch(Peer peer, Launch.Start start) {
    var environment = new HashMap<String, String>();
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("INBOUND_QUEUE_URL", QUEUES + "inbound.fifo");
    switch (peer) {
      case OURS, UNPRIMED -> {
        environment.put("STACK", "bench");
        environment.put("TENANT", "main");
        environment.put("SECRETS", "aws:bench/");
        environment.put("RECEIPTS_QUEUE_URL", QUEUES + "receipts");
        environment.put("PARKED_QUEUE_URL", QUEUES + "parked");
      }
      case YARDSTICK -> {
        environment.put("TABLE", "bench-Table");
        environment.put("SECRET", SECRET);
      }
      case SDK_ALONE -> {}
    }
    switch (start) {
      case ON_DEMAND -> {
        environment.put("AWS_ACCESS_KEY_ID", "stub");
        environment.put("AWS_SECRET_ACCESS_KEY", "stub");
        environment.put("AWS_SESSION_TOKEN", "stub");
      }
      case SNAP_START -> {
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.credentials().toString());
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "stub");
      }
    }
    return new Launch(root, peer.handler.getName(), start, environment, aws.options());
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  @Override
  public void close() {
    aws.close();
  }
}
