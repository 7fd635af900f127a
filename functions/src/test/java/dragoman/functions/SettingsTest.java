package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

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

  @Test
  void a_function_from_a_snapshot_reads_its_credentials_anew() {
    var settings =
        new Settings(
            Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9001/credentials"));
    assertThat(settings.credentials()).get().isInstanceOf(ContainerCredentialsProvider.class);
  }

  @Test
  void keys_with_a_session_are_used_with_it() {
    var settings =
        new Settings(
            Map.of(
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "key",
                "AWS_SESSION_TOKEN", "token"));
    assertThat(settings.credentials().orElseThrow().resolveCredentials())
        .isEqualTo(AwsSessionCredentials.create("id", "key", "token"));
  }

  @Test
  void without_either_the_sdk_looks_for_itself() {
    assertThat(new Settings(Map.of()).credentials()).isEmpty();
  }
}
