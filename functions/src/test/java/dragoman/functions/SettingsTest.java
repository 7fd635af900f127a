package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static Duration maxEventAge(String text) {
    return new Settings(Map.of("MAX_EVENT_AGE", text)).maxEventAge();
  }

  @Test
  void an_event_may_be_as_old_as_a_week_or_without_limit() {
    assertThat(maxEventAge("P8D")).isEqualTo(Duration.ofDays(8));
    assertThat(maxEventAge("PT0M")).isZero();
  }

  @Test
  void an_event_may_not_be_older_than_what_is_remembered_of_it() {
    assertThatThrownBy(() -> maxEventAge("P30D"))
        .isInstanceOf(Settings.Unusable.class)
        .hasMessageContaining("MAX_EVENT_AGE", "30 days");
  }
}
