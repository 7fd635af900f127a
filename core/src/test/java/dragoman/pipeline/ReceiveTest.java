package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Account;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.Secret;
import dragoman.channel.WebhookRequest;
import dragoman.message.ParkedJson;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A 2xx means durable: every message and receipt in the body, or none of it is acknowledged. */
class ReceiveTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final List<Lane> sent = new ArrayList<>();
  private final List<List<Letter>> packets = new ArrayList<>();
  private final List<LogEvent> log = new ArrayList<>();
  private Set<Integer> refused = Set.of();
  private Optional<Class<?>> broken = Optional.empty();
  private List<String> live = List.of("secret");
  private List<String> atSource = List.of("secret");

  private final Receive receive =
      new Receive(
          new Secrets(),
          (lane, letters) -> {
            if (broken.filter(lane.getClass()::equals).isPresent()) {
              throw new Doors.Unavailable("down");
            }
            sent.add(lane);
            packets.add(letters);
            return refused;
          },
          log::add);

  @Test
  void ten_messages_are_one_call() {
    assertThat(post(messages(10), "secret").status()).isEqualTo(200);

    assertThat(sent).containsExactly(new Lane.Inbound());
    assertThat(packets.getFirst()).hasSize(10);
  }

  @Test
  void eleven_messages_are_two_calls() {
    assertThat(post(messages(11), "secret").status()).isEqualTo(200);

    assertThat(packets).extracting(List::size).containsExactly(10, 1);
  }

  @Test
  void one_entry_the_queue_did_not_take_makes_the_provider_come_again() {
    refused = Set.of(3);

    assertThat(post(messages(10), "secret").status()).isEqualTo(503);
  }

  @Test
  void a_queue_that_is_down_makes_the_provider_come_again() {
    broken = Optional.of(Lane.Inbound.class);

    assertThat(post(messages(1), "secret").status()).isEqualTo(503);
    assertThat(log).anyMatch(LogEvent.WebhookNotDurable.class::isInstance);
  }

  @Test
  void receipts_go_their_own_way_after_the_messages() {
    post(body(message(1) + "," + message(2), status("delivered")), "secret");

    assertThat(sent).containsExactly(new Lane.Inbound(), new Lane.Receipts());
  }

  @Test
  void genuine_but_unreadable_bodies_are_parked_and_acknowledged() throws Exception {
    assertThat(post("{\"entry\": not json", "secret").status()).isEqualTo(200);

    assertThat(sent).containsExactly(new Lane.ParkedLane());
    var parked = ParkedJson.read(packets.getFirst().getFirst().body());
    assertThat(parked.where()).isEqualTo("whatsapp/main");
    assertThat(parked.tenant()).contains("t");
    assertThat(parked.accounts()).containsExactly("1001");
    assertThat(log).anyMatch(LogEvent.WebhookParked.class::isInstance);
  }

  @Test
  void a_message_too_large_to_keep_is_set_aside_and_the_others_go_on() {
    var large =
        "{\"from\":\"911\",\"id\":\"wamid.large\",\"timestamp\":\"1\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}"
            .formatted("x".repeat(210_000));

    assertThat(post(body(large + "," + message(1), ""), "secret").status()).isEqualTo(200);
    assertThat(sent).containsExactly(new Lane.Inbound(), new Lane.ParkedLane());
    assertThat(packets.getFirst()).hasSize(1);
  }

  @Test
  void a_secret_rotated_a_moment_ago_is_looked_up_once_more() {
    atSource = List.of("new-secret", "secret");

    assertThat(post(messages(1), "new-secret").status()).isEqualTo(200);
  }

  @Test
  void without_a_secret_everything_is_refused() {
    live = List.of();
    atSource = List.of();

    assertThat(post(messages(1), "secret").status()).isEqualTo(401);
    assertThat(sent).isEmpty();
  }

  @Test
  void an_unknown_channel_or_endpoint_is_not_there() {
    var request = new WebhookRequest("POST", "", Map.of(), new byte[0]);

    assertThat(receive.receive("fax", "main", request, NOW).status()).isEqualTo(404);
    assertThat(receive.receive("whatsapp", "other", request, NOW).status()).isEqualTo(404);
  }

  private HttpAnswer post(String body, String secret) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return receive.receive(
        "whatsapp",
        "main",
        new WebhookRequest(
            "POST", "", Map.of("x-hub-signature-256", List.of(House.signed(secret, bytes))), bytes),
        NOW);
  }

  private static String messages(int messages) {
    return body(
        IntStream.range(0, messages)
            .mapToObj(ReceiveTest::message)
            .collect(Collectors.joining(",")),
        "");
  }

  private static String message(int i) {
    return "{\"from\":\"911\",\"id\":\"wamid.%d\",\"timestamp\":\"1\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}"
        .formatted(i);
  }

  private static String status(String word) {
    return "{\"id\":\"wamid.9\",\"status\":\"%s\",\"timestamp\":\"1\",\"recipient_id\":\"911\"}"
        .formatted(word);
  }

  private static String body(String messages, String statuses) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":
    {"metadata":{"phone_number_id":"1001"},"messages":[%s],"statuses":[%s]}}]}]}\
    """
        .formatted(messages, statuses);
  }

  private final class Secrets implements Doors.Secrets {
    @Override
    public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
      return name.equals("main")
          ? Optional.of(
              new Endpoint(
                  "t",
                  channel,
                  name,
                  (fresh ? atSource : live).stream().map(Secret::new).toList(),
                  Optional.empty(),
                  Set.of("1001")))
          : Optional.empty();
    }

    @Override
    public Optional<Account> account(String channel, String id) {
      return Optional.empty();
    }

    @Override
    public Secret slack() {
      return new Secret("x");
    }
  }
}
