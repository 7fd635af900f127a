package dragoman.local;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Parked;
import dragoman.message.ParkedJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes back into the whole pipeline while it is at work. */
class DeadLettersTest {
  @TempDir private static Path dir;
  private static Working working;

  @BeforeAll
  static void start() throws Exception {
    working = new Working(dir, UnaryOperator.identity());
  }

  @AfterAll
  static void stop() {
    working.close();
  }

  @Test
  void what_comes_back_amid_live_messages_is_whole_single_in_order_and_marked_late()
      throws Exception {
    var people = List.of("801", "802", "803");
    var yesterday = Instant.now().minus(Duration.ofDays(1));
    for (var i = 0; i < 8; i++) {
      for (var who : people) {
        working.die(who, "wamid.d" + who + "-" + i, yesterday.plusSeconds(i));
      }
    }
    for (var who : people) {
      working.says(who, "wamid.l" + who + "-0");
      Working.await(() -> working.recorded("wamid.l" + who).size() == 1);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var coming =
          threads.submit(
              () -> {
                for (var i = 1; i < 8; i++) {
                  for (var who : people) {
                    working.says(who, "wamid.l" + who + "-" + i);
                    Thread.sleep(30);
                  }
                }
                return null;
              });
      assertThat(working.redrive("inbound-dead", 30).done()).isEqualTo(24);
      coming.get();
    }

    for (var who : people) {
      Working.await(
          () ->
              working.recorded("wamid.d" + who).size() + working.recorded("wamid.l" + who).size()
                  == 16);
      assertThat(Working.ids(working.recorded("wamid.d" + who)))
          .isEqualTo(Working.numbered("wamid.d" + who + "-", 8));
      assertThat(Working.ids(working.recorded("wamid.l" + who)))
          .isEqualTo(Working.numbered("wamid.l" + who + "-", 8));
      assertThat(working.recorded("wamid.d" + who)).allMatch(it -> it.path("late").asBoolean());
      assertThat(working.recorded("wamid.l" + who)).noneMatch(it -> it.path("late").asBoolean());
    }
    assertThat(working.office.depth(working.layout.shelf("inbound-dead"))).isZero();
  }

  @Test
  void what_was_set_aside_enters_its_conversation_once_it_can_be_read() throws Exception {
    var parked =
        new Parked(
            "whatsapp/main",
            "not readable then",
            Working.body("901", "wamid.s901-0", Instant.now()).getBytes(StandardCharsets.UTF_8),
            Instant.now(),
            Optional.of("main"),
            List.of(Working.ACCOUNT));
    working
        .clients
        .sqs()
        .sendMessage(
            it -> it.queueUrl(working.url("parked")).messageBody(ParkedJson.write(parked)));
    working
        .clients
        .sqs()
        .sendMessage(it -> it.queueUrl(working.url("parked")).messageBody("no version's words"));

    var outcome = working.redrive("parked", 100);
    assertThat(outcome.done()).isEqualTo(1);
    assertThat(outcome.left()).isEqualTo(1);
    Working.await(() -> working.recorded("wamid.s901-").size() == 1);
    assertThat(working.office.depth(working.layout.shelf("parked"))).isEqualTo(1);
  }
}
