package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an operator finds in the logs. */
class TraceabilityTest {
  private final House house = new House();

  @Test
  void whatever_follows_from_a_message_is_found_by_its_key_from_the_webhook_to_slack() {
    house.says("911", "wamid.1", "my account was hacked");
    house.says("922", "wamid.2", "when will I get my payout");
    house.settle();

    var message =
        house.ledger.inbox().stream()
            .filter(
                it -> it.event().group().equals(house.published.getFirst().ref().conversation()))
            .findFirst()
            .orElseThrow()
            .event()
            .key();
    assertThat(house.log)
        .filteredOn(it -> keys(it).contains(message))
        .extracting(it -> (Object) it.getClass())
        .containsExactly(
            LogEvent.WebhookAccepted.class,
            LogEvent.Decided.class,
            LogEvent.ReplySent.class,
            LogEvent.CardShown.class);
  }

  @Test
  void a_reply_says_how_long_the_person_waited_for_it() {
    house.says("911", "wamid.1", "when will I get my payout");
    house.step(new Doors.Lane.Inbound(), house.route::route);
    house.pass(Duration.ofSeconds(7));
    house.settle();

    assertThat(house.log)
        .filteredOn(LogEvent.ReplySent.class::isInstance)
        .singleElement()
        .extracting(it -> ((LogEvent.ReplySent) it).waitedMillis())
        .isEqualTo(7_000L);
  }

  @Test
  void the_watchdog_says_which_channel_has_been_silent_for_longest() {
    house.says("911", "wamid.1", "when will I get my payout");
    house.settle();
    house.pass(Duration.ofHours(3));
    house.webhook(House.whatsApp("2002", "922", "wamid.2", house.now, "when will I get my payout"));
    house.settle();
    house.pass(Duration.ofMinutes(1));
    house.watches();

    assertThat(house.log.getLast())
        .isEqualTo(new LogEvent.Watched(0, "whatsapp/1001", Duration.ofMinutes(181).toSeconds()));
  }

  @Test
  void where_nobody_ever_wrote_nobody_is_silent() {
    house.watches();
    assertThat(house.log).containsExactly(new LogEvent.Watched(0, "", 0));
  }

  private static List<EventKey> keys(LogEvent event) {
    return Arrays.stream(event.getClass().getRecordComponents())
        .map(
            it -> {
              try {
                return it.getAccessor().invoke(event);
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            })
        .flatMap(TraceabilityTest::keysIn)
        .toList();
  }

  private static Stream<EventKey> keysIn(Object value) {
    return switch (value) {
      case EventKey key -> Stream.of(key);
      case EffectRef ref -> Stream.of(ref.event());
      case Optional<?> maybe -> maybe.stream().flatMap(TraceabilityTest::keysIn);
      case List<?> list -> list.stream().flatMap(TraceabilityTest::keysIn);
      case Object _ -> Stream.empty();
    };
  }
}
