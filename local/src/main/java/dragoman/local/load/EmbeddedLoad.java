package dragoman.local.load;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.local.installation.Installation;
import dragoman.local.installation.Pipeline;
import dragoman.local.installation.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Questions of many people at a steady rate, over HTTP, through the whole pipeline on the embedded
 * services. A person asks by turns two things that the guide answers, so that an answer out of
 * order shows.
 *
 * @param rate messages a second
 * @param people who write, each again once the others have written
 */
public record EmbeddedLoad(
    Path template, Path policy, Pipeline pipeline, int messages, int rate, int people) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The account and the secret of the local installation, which are public. */
  private static final String ACCOUNT = "100000000000001";

  private static final Endpoint ENDPOINT =
      new Endpoint(
          "local",
          "whatsapp",
          "main",
          List.of(new Secret("local-whatsapp-app-secret")),
          Optional.empty(),
          Set.of(Endpoint.ANY_ACCOUNT));

  private record Question(String text, String article) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("When are payouts made?", "payouts"),
          new Question("How do I change my username?", "change-username"));

  /**
   * @param progress told how many were sent
   */
  public EmbeddedReport run(IntConsumer progress) throws IOException, InterruptedException {
    var correspondence = new Correspondence(messages);
    try (var provider = CountingProvider.start(correspondence);
        var installation = Installation.start(settings(provider.address()), pipeline);
        var http = HttpClient.newHttpClient();
        var posting = Executors.newVirtualThreadPerTaskExecutor()) {
      var to = URI.create(installation.addresses().webhooks() + "/whatsapp/main");
      var refused = new AtomicLong();
      var start = System.nanoTime();
      feed(http, to, posting, correspondence, refused, progress);
      var last = settled(correspondence);
      return correspondence.report((last - start) / 1e9, refused.get());
    }
  }

  private Settings settings(URI provider) {
    return new Settings(
        template,
        policy,
        0,
        Settings.STACK,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        Map.of("whatsapp", provider));
  }

  /** One after the other for a person: a provider keeps a person's order in time as well. */
  private void feed(
      HttpClient http,
      URI to,
      ExecutorService posting,
      Correspondence correspondence,
      AtomicLong refused,
      IntConsumer progress)
      throws InterruptedException {
    var channel = Channels.named("whatsapp").orElseThrow();
    var turns = new Turns(people, posting);
    var start = System.nanoTime();
    for (var number = 0; number < messages; number++) {
      var due = start + (long) (1e9 / rate * number);
      for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      var person = number % people;
      var question = QUESTIONS.get(number / people % QUESTIONS.size());
      var body = body(person, number, question.text());
      turns.next(
          person,
          () -> {
            correspondence.asked(phone(person), question.article());
            post(http, to, channel, body, refused);
          });
      progress.accept(number + 1);
    }
    turns.await();
  }

  /** As a provider does it: until a 2xx. */
  private static void post(
      HttpClient http, URI to, Channel channel, byte[] body, AtomicLong refused) {
    while (true) {
      var request = HttpRequest.newBuilder(to).POST(HttpRequest.BodyPublishers.ofByteArray(body));
      channel
          .sign(body, ENDPOINT, Instant.now())
          .headers()
          .forEach((name, values) -> request.header(name, values.getFirst()));
      try {
        if (http.send(request.build(), BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        LockSupport.parkNanos(50_000_000); // Made again below, like one that was refused.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      refused.incrementAndGet();
    }
  }

  /** When the last reply came. */
  private long settled(Correspondence correspondence) {
    var before = -1L;
    var since = System.nanoTime();
    while (correspondence.answered() < messages && System.nanoTime() - since < PATIENCE.toNanos()) {
      if (correspondence.answered() != before) {
        before = correspondence.answered();
        since = System.nanoTime();
      }
      LockSupport.parkNanos(5_000_000);
    }
    // Time for a copy that must not come.
    LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    return correspondence.answered() < messages ? since : System.nanoTime() - 2_000_000_000L;
  }

  private static String phone(int person) {
    return Long.toString(12_025_500_000L + person);
  }

  private static byte[] body(int person, int number, String text) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":
    {"messaging_product":"whatsapp","metadata":{"phone_number_id":"%s"},
    "messages":[{"from":"%s","id":"wamid.load-%d","timestamp":"%d","type":"text","text":{"body":"%s"}}]}}]}]}\
    """
        .formatted(ACCOUNT, phone(person), number, Instant.now().getEpochSecond(), text)
        .getBytes(StandardCharsets.UTF_8);
  }
}
