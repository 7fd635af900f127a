package dragoman.local.runner;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.local.template.EventSource;
import dragoman.local.template.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Works the pipeline's own functions by hand: one webhook, one batch, one tick of the clock at a
 * time, as the runner does it by itself. For tests that must know what happened before what.
 */
public final class Hands {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Stack stack;
  private final Clients clients;
  private final Map<String, LocalFunction> functions = new HashMap<>();

  /**
   * @param overrides environment variables for every function, stronger than the template's
   */
  public Hands(Stack stack, Clients clients, Map<String, String> overrides) {
    this.stack = stack;
    this.clients = clients;
    var handlers = new Handlers(UnaryOperator.identity(), _ -> {});
    for (var each : stack.functions()) {
      var environment = new HashMap<>(each.environment());
      environment.put("AWS_REGION", Clients.REGION);
      environment.put("AWS_ACCESS_KEY_ID", Clients.CREDENTIAL);
      environment.put("AWS_SECRET_ACCESS_KEY", Clients.CREDENTIAL);
      environment.putAll(overrides);
      functions.put(each.logicalId(), new LocalFunction(each, environment, handlers));
    }
  }

  /** A provider's call; the status it is answered with. */
  public int webhook(String channel, String endpoint, Map<String, String> headers, String body) {
    var function = functions.get("ReceiveWebhook");
    var route =
        new Routes.Entry(new EventSource.Route("POST", "/webhooks/{channel}/{endpoint}"), function);
    var sent = new HashMap<String, List<String>>();
    headers.forEach((name, value) -> sent.put(name, List.of(value)));
    sent.put("content-type", List.of("application/json"));
    var request =
        new HttpEvents.Request(
            "POST",
            "/webhooks/" + channel + "/" + endpoint,
            "",
            sent,
            body.getBytes(StandardCharsets.UTF_8),
            "127.0.0.1");
    var match = new Routes.Match(route, Map.of("channel", channel, "endpoint", endpoint));
    return HttpEvents.response(
            invoke("ReceiveWebhook", HttpEvents.event(request, match, Instant.now()), Object.class))
        .status();
  }

  /** Waits until something is on the function's queue, and works through all that is there. */
  public void work(String function) {
    var deadline = Instant.now().plus(PATIENCE);
    while (!batch(function)) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("nothing came for " + function);
      }
      sleep();
    }
    while (batch(function)) {
      // One batch after the other.
    }
  }

  /** The watchdog's minute. */
  public void tick(String function) {
    invoke(function, "{}".getBytes(StandardCharsets.UTF_8), ScheduledEvent.class);
  }

  /** A message that waits on a queue, taken off it: it is lost to whom it was for. */
  public Message take(String queue) {
    var url = url(queue);
    var deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      var got = receive(url, 1);
      if (!got.isEmpty()) {
        clients
            .sqs()
            .deleteMessage(it -> it.queueUrl(url).receiptHandle(got.getFirst().receiptHandle()));
        return got.getFirst();
      }
      sleep();
    }
    throw new IllegalStateException("nothing came to " + queue);
  }

  /** The address of a queue, by its name without the stack's. */
  public String url(String queue) {
    return clients.sqs().getQueueUrl(it -> it.queueName(stack.name() + "-" + queue)).queueUrl();
  }

  private boolean batch(String function) {
    var source = source(function);
    var url = clients.sqs().getQueueUrl(it -> it.queueName(source.queueName())).queueUrl();
    var batch = receive(url, source.batchSize());
    if (batch.isEmpty()) {
      return false;
    }
    var answer = invoke(function, SqsEvents.event(batch, source.queueArn()), SQSEvent.class);
    var failed = new HashSet<String>();
    try {
      JSON.readTree(answer)
          .path("batchItemFailures")
          .forEach(it -> failed.add(it.path("itemIdentifier").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    batch.stream()
        .filter(it -> !failed.contains(it.messageId()))
        .forEach(
            it ->
                clients
                    .sqs()
                    .deleteMessage(d -> d.queueUrl(url).receiptHandle(it.receiptHandle())));
    return true;
  }

  private List<Message> receive(String url, int most) {
    return clients
        .sqs()
        .receiveMessage(
            it ->
                it.queueUrl(url)
                    .maxNumberOfMessages(most)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private EventSource.Batches source(String function) {
    return functions.get(function).description().events().stream()
        .filter(EventSource.Batches.class::isInstance)
        .map(EventSource.Batches.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private byte[] invoke(String function, byte[] event, Class<?> type) {
    try {
      return functions.get(function).invoke(event, type);
    } catch (LocalFunction.Failed e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
