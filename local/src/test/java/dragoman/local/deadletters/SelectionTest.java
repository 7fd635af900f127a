package dragoman.local.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Parked;
import dragoman.message.ParkedJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose messages are meant where a person is named. */
class SelectionTest {
  private final Selection selection = new Selection(Set.of(), Set.of(), Set.of("15550100"));

  private boolean takes(String body) {
    return selection.takes("id", "", body);
  }

  @Test
  void a_message_that_names_the_person_is_meant() {
    assertThat(takes("{\"from\":\"15550100\"}")).isTrue();
    assertThat(takes("{\"from\":15550100}")).isTrue();
    assertThat(takes("+15550100, please")).isTrue();
  }

  @Test
  void an_id_within_another_is_somebody_else() {
    assertThat(takes("{\"from\":\"155501001\"}")).isFalse();
    assertThat(takes("{\"from\":\"915550100\"}")).isFalse();
    assertThat(takes("user_15550100")).isFalse();
  }

  @Test
  void a_body_that_was_set_aside_is_looked_into() {
    var parked =
        new Parked(
            "whatsapp/main",
            "not readable",
            "{\"from\":\"15550100\"}".getBytes(StandardCharsets.UTF_8),
            Instant.EPOCH);
    assertThat(takes(ParkedJson.write(parked))).isTrue();
  }

  @Test
  void who_is_named_is_not_written_down() {
    assertThat(selection.all()).isFalse();
    assertThat(selection.toString()).isEqualTo("and who is named");
  }
}
