package dragoman.bench;

import com.sun.net.httpserver.HttpServer;
import dragoman.bench.lambda.Events;
import dragoman.bench.lambda.FunctionProcess;
import dragoman.bench.lambda.Launch;
import dragoman.bench.lambda.TaskRoot;
import dragoman.bench.stub.AwsStub;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.provider.Providers;
import dragoman.local.runner.Clients;
import dragoman.local.runner.Provisioning;
import dragoman.local.runner.SqsEvents;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The template's queues, table and topic on the embedded services, secrets at the stub, providers'
 * stand-ins, and each function in a process of its own, with the environment the template gives it.
 */
record World(
    TaskRoot root,
    EmbeddedAws aws,
    Clients clients,
    AwsStub secrets,
    Providers providers,
    HttpServer statuses,
    BlockingQueue<String> posted,
    Versions versions,
    String queues,
    Stack stack,
    Map<String, FunctionProcess> running)
    implements AutoCloseable {
  private static final String STACK = "packaged";
  private static final String APP_SECRET = "packaged-app-secret";
  private static final String ACCOUNT = "100000000000001";

  static World open(TaskRoot root) {
    var aws = EmbeddedAws.start(0);
    var clients = Clients.at(aws.endpoint());
    var place = Provisioning.place(clients);
    var stack =
        Template.read(Packaged.ROOT.resolve("infra/template.yaml")).at(place, STACK, Map.of());
    new Provisioning(clients, stack).ensure();
    var secrets =
        AwsStub.overHttp(
            Map.of(
                STACK + "/endpoints/whatsapp/main",
                "{\"secrets\":[\"%s\"],\"accounts\":[\"%s\"]}".formatted(APP_SECRET, ACCOUNT),
                STACK + "/accounts/whatsapp/" + ACCOUNT,
                "{\"token\":\"packaged-token\"}",
                STACK + "/slack",
                "{\"token\":\"xoxb-packaged\"}"));
    var running = new HashMap<String, FunctionProcess>();
    var posted = new LinkedBlockingQueue<String>();
    var statuses = collect(posted);
    var providers =
        Providers.start(
            URI.create("http://127.0.0.1:" + statuses.getAddress().getPort()),
            List.of(
                new Endpoint(
                    "default",
                    "whatsapp",
                    "main",
                    List.of(new Secret(APP_SECRET)),
                    Optional.empty(),
                    Set.of(ACCOUNT))));
    return new World(
        root,
        aws,
        clients,
        secrets,
        providers,
        statuses,
        posted,
        Versions.of(running),
        place.queues(),
        stack,
        running);
  }

  /** Takes the webhooks that the WhatsApp stand-in posts. */
  private static HttpServer collect(BlockingQueue<String> posted) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              posted.add(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
              exchange.sendResponseHeaders(200, -1);
            }
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to a WhatsApp webhook with this body, signed as Meta does. */
  String webhook(String body) {
    return invoke(
        "ReceiveWebhook",
        Events.whatsApp("main", APP_SECRET, body.getBytes(StandardCharsets.UTF_8)));
  }

  /** A status webhook's body, as WhatsApp posts it after a reply. */
  String status() throws InterruptedException {
    var body = posted.poll(20, TimeUnit.SECONDS);
    if (body == null) {
      throw new AssertionError("WhatsApp's stand-in has posted no status");
    }
    return body;
  }

  /** The answer to a batch of what waits on a queue. */
  String batch(String function, String queue) throws InterruptedException {
    var batch = take(queue);
    var arn = "arn:aws:sqs:us-east-1:000000000000:" + STACK + "-" + queue;
    return invoke(function, SqsEvents.event(batch, arn));
  }

  String invoke(String function, String event) {
    return invoke(function, event.getBytes(StandardCharsets.UTF_8));
  }

  private String invoke(String function, byte[] event) {
    return running.computeIfAbsent(function, this::start).invoke(event).body();
  }

  /** Short looks: ElasticMQ's long poll on a FIFO queue spins. */
  private List<Message> take(String queue) throws InterruptedException {
    for (var i = 0; i < 100; i++) {
      var batch =
          clients
              .sqs()
              .receiveMessage(
                  it ->
                      it.queueUrl(url(queue))
                          .maxNumberOfMessages(10)
                          .waitTimeSeconds(0)
                          .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                          .messageAttributeNames("All"))
              .messages();
      if (!batch.isEmpty()) {
        return batch;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("nothing arrives on " + queue);
  }

  int waiting(String queue) {
    return Integer.parseInt(
        clients
            .sqs()
            .getQueueAttributes(
                it ->
                    it.queueUrl(url(queue))
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }

  /** Every row of the table, its sort key in front. */
  List<String> rows() {
    var table = stack.tables().getFirst().name();
    return clients.dynamoDb().scanPaginator(it -> it.tableName(table)).items().stream()
        .map(row -> row.get("sk").s() + " " + row)
        .toList();
  }

  /** Lines of a function's log that tell of something that went wrong. */
  List<String> failures(String function) {
    return running
        .get(function)
        .log()
        .lines()
        .filter(it -> it.contains("Failed\"") || it.contains("Exception") || it.contains("Error"))
        .toList();
  }

  private String url(String queue) {
    return queues + STACK + "-" + queue;
  }

  private FunctionProcess start(String id) {
    var function =
        stack.functions().stream()
            .filter(it -> it.logicalId().equals(id))
            .findFirst()
            .orElseThrow();
    var environment = new HashMap<>(function.environment());
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_LAMBDA", versions.address().toString());
    environment.put("AWS_ENDPOINT_URL_CODEDEPLOY", versions.address().toString());
    environment.put("PROVIDER_URLS", "whatsapp=%1$s,slack=%1$s".formatted(providers.address()));
    var process =
        FunctionProcess.start(
            new Launch(
                root, function.handlerClass(), Launch.Start.ON_DEMAND, environment, List.of()));
    process.ready();
    return process;
  }

  @Override
  public void close() {
    running.values().forEach(FunctionProcess::close);
    versions.close();
    providers.close();
    statuses.stop(0);
    secrets.close();
    clients.close();
    aws.close();
  }
}
