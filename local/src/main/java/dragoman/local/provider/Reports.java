package dragoman.local.provider;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.WebhookRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Webhooks that follow from a send, such as status reports: posted in the background to the
 * endpoint that speaks for the account, signed as its provider does, and tried three times.
 */
final class Reports implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(150);
  private static final int ATTEMPTS = 3;

  private final URI webhooks;
  private final List<Endpoint> endpoints;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param webhooks the address of all webhooks, as in {@code http://127.0.0.1:8080/webhooks}
   */
  Reports(URI webhooks, List<Endpoint> endpoints) {
    this.webhooks = webhooks;
    this.endpoints = List.copyOf(endpoints);
  }

  /** Posts these bodies one after the other; nothing happens where no endpoint has the account. */
  void post(String channel, String account, List<byte[]> bodies) {
    post(channel, account, "", bodies);
  }

  /**
   * @param query what the provider was told to put behind the endpoint's address; empty if nothing
   */
  void post(String channel, String account, String query, List<byte[]> bodies) {
    var to = endpoint(channel, account, query.isEmpty() ? "" : "?" + query);
    if (to.isPresent()) {
      background.execute(() -> postAll(Channels.named(channel).orElseThrow(), to.get(), bodies));
    }
  }

  private Optional<Endpoint> endpoint(String channel, String account, String query) {
    return endpoints.stream()
        .filter(it -> it.channel().equals(channel) && it.speaksFor(account))
        .findFirst()
        .map(it -> it.at(webhooks + "/" + channel + "/" + it.name() + query));
  }

  private void postAll(Channel channel, Endpoint to, List<byte[]> bodies) {
    try {
      for (var body : bodies) {
        Thread.sleep(BETWEEN);
        post(to, channel.sign(body, to, Instant.now()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void post(Endpoint to, WebhookRequest signed) throws InterruptedException {
    var called = signed.address().isEmpty() ? to.url().orElseThrow() : signed.address();
    var address = called + (signed.query().isEmpty() ? "" : "?" + signed.query());
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(signed.body()));
    signed.headers().forEach((name, values) -> values.forEach(it -> request.header(name, it)));
    if (signed.header("content-type").isEmpty()) {
      request.header("content-type", "application/json");
    }
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        var status =
            http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 == 2) {
          return;
        }
      } catch (IOException e) {
        // tried again below, as the real ones do
      }
      Thread.sleep(Duration.ofSeconds(1L << attempt));
    }
  }

  @Override
  public void close() {
    background.shutdownNow();
    http.shutdownNow();
  }
}
