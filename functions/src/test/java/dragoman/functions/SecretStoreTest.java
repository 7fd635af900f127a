package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretStoreTest {
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private List<String> versions = List.of("{\"secrets\":[\"new\"],\"accounts\":[\"1\"]}");
  private final List<String> asked = new ArrayList<>();
  private final SecretStore store =
      new SecretStore(
          "t",
          name -> {
            asked.add(name);
            return versions;
          },
          () -> now);

  @Test
  void the_current_and_the_previous_version_are_both_live() {
    versions =
        List.of(
            "{\"secrets\":[\"new\"],\"accounts\":[\"1\"],\"verifyToken\":\"v\"}",
            "{\"secrets\":[\"old\"],\"accounts\":[]}");

    assertThat(store.endpoint("whatsapp", "main", false))
        .hasValueSatisfying(
            it -> {
              assertThat(it.secrets()).containsExactly(new Secret("new"), new Secret("old"));
              assertThat(it.accounts()).containsExactly("1");
              assertThat(it.verifyToken()).contains(new Secret("v"));
            });
  }

  @Test
  void a_secret_is_kept_for_five_minutes() {
    store.endpoint("whatsapp", "main", false);
    now = now.plus(Duration.ofMinutes(4));
    store.endpoint("whatsapp", "main", false);
    assertThat(asked).hasSize(1);

    now = now.plus(Duration.ofMinutes(1));
    store.endpoint("whatsapp", "main", false);
    assertThat(asked).hasSize(2);
  }

  @Test
  void forged_signatures_do_not_become_a_bill() {
    for (var i = 0; i < 100; i++) {
      store.endpoint("whatsapp", "main", true);
    }
    assertThat(asked).hasSize(1);

    now = now.plus(Duration.ofSeconds(30));
    store.endpoint("whatsapp", "main", true);
    assertThat(asked).hasSize(2);
  }

  @Test
  void an_empty_secret_is_none() {
    versions = List.of("{\"secrets\":[\"\",\"  \"],\"accounts\":[\"1\"]}");

    assertThat(store.endpoint("whatsapp", "main", false))
        .hasValueSatisfying(it -> assertThat(it.secrets()).isEmpty());
  }

  @Test
  void a_strangers_path_never_becomes_the_name_of_a_secret() {
    assertThat(store.endpoint("whatsapp", "../accounts/whatsapp/1", false)).isEmpty();
    assertThat(store.endpoint("whatsapp", "a/b", false)).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void what_was_forgotten_is_read_anew() {
    store.endpoint("whatsapp", "main", false);
    store.forget();
    store.endpoint("whatsapp", "main", false);

    assertThat(asked).hasSize(2);
  }
}
