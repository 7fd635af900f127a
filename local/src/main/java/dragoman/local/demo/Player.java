package dragoman.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.local.installation.Installation.Addresses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Plays one step over HTTP, as a provider would, and waits until the pipeline has come to rest. */
final class Player {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> OPEN = Set.of("pending", "sending");
  private static final Set<String> WORK = Set.of("inbound", "receipts", "outbound", "escalations");

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Addresses addresses;
  private final Signer signer;
  private final Set<String> seen = new HashSet<>();

  Player(Addresses addresses, Signer signer) {
    this.addresses = addresses;
    this.signer = signer;
  }

  /**
   * What came of a step.
   *
   * @param statuses what each delivery was answered
   * @param events the events that are new since the step before, as {@code /local/messages} shows
   *     them
   */
  record Played(Scenario.Step step, List<Integer> statuses, List<JsonNode> events) {}

  Played play(Scenario.Step step) throws IOException, InterruptedException {
    var body = Files.readAllBytes(step.event());
    var url = addresses.webhooks() + "/" + step.channel() + "/" + step.endpoint();
    var headers =
        signer.headers(step.channel(), step.endpoint(), url, body, step.forged(), Instant.now());
    var statuses = new ArrayList<Integer>();
    for (var i = 0; i < step.times(); i++) {
      var request =
          HttpRequest.newBuilder(URI.create(url))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body));
      headers.forEach(request::header);
      statuses.add(http.send(request.build(), BodyHandlers.discarding()).statusCode());
    }
    return new Played(
        step, statuses, settled(step.expect().size(), new String(body, StandardCharsets.UTF_8)));
  }

  /** Waits for so many new events with all their effects ended and nothing left on the queues. */
  private List<JsonNode> settled(int expected, String body)
      throws IOException, InterruptedException {
    var deadline = Instant.now().plus(PATIENCE);
    while (true) {
      var fresh = fresh(body);
      var done =
          fresh.size() >= expected
              && fresh.stream().allMatch(Player::ended)
              && (expected == 0 || quiet());
      if (done || Instant.now().isAfter(deadline)) {
        all().forEach(it -> seen.add(id(it)));
        return fresh;
      }
      Thread.sleep(50);
    }
  }

  /**
   * New events that the body speaks of; receipts of our own replies follow by themselves and belong
   * to no step.
   */
  private List<JsonNode> fresh(String body) throws IOException, InterruptedException {
    return all().stream()
        .filter(it -> !seen.contains(id(it)))
        .filter(it -> body.contains(it.path("externalId").asText()))
        .toList();
  }

  private static boolean ended(JsonNode event) {
    for (var effect : event.path("effects")) {
      if (OPEN.contains(effect.path("status").asText())) {
        return false;
      }
    }
    return true;
  }

  private boolean quiet() throws IOException, InterruptedException {
    for (var queue : get("/queues")) {
      var work = WORK.stream().anyMatch(queue.path("name").asText().replace(".fifo", "")::endsWith);
      if (work && queue.path("depth").asInt() + queue.path("inFlight").asInt() > 0) {
        return false;
      }
    }
    return true;
  }

  private List<JsonNode> all() throws IOException, InterruptedException {
    var all = new ArrayList<JsonNode>();
    get("/messages").forEach(all::add);
    return all;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(addresses.inspect() + path)).build();
    return json.readTree(http.send(request, BodyHandlers.ofInputStream()).body());
  }

  private static String id(JsonNode event) {
    return event.path("event").asText()
        + event.path("type").asText()
        + event.path("externalId").asText();
  }
}
