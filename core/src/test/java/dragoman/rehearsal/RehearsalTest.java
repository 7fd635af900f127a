package dragoman.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dragoman.policy.Policy;
import dragoman.policy.ShippedPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden webhooks of {@code events/}, under the shipped policy. */
class RehearsalTest {
  /** Asks that what differs be written instead of reported. */
  private static final boolean WRITE = Boolean.getBoolean("golden.write");

  private static final Path EVENTS = ShippedPolicy.root().resolve("events");
  private static final Path FILE = EVENTS.resolve("golden.yaml");
  private static final Policy POLICY = ShippedPolicy.policy();
  private static final Map<String, byte[]> WEBHOOKS = webhooks();
  private static final Rehearsal REHEARSAL = new Rehearsal(POLICY);
  private static final Golden PLAYED = REHEARSAL.play(WEBHOOKS);

  private static Map<String, byte[]> webhooks() {
    try (var files = Files.walk(EVENTS, 2)) {
      var webhooks = new TreeMap<String, byte[]>();
      for (var file : files.filter(it -> it.toString().matches(".*[.](json|form)")).toList()) {
        webhooks.put(
            EVENTS.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
      return webhooks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Policy withoutEscalations() {
    return new Policy(
        POLICY.hash(),
        POLICY.threshold(),
        POLICY.dialogueIdle(),
        POLICY.fallbackLanguage(),
        POLICY.languages(),
        POLICY.genres(),
        POLICY.workspaces(),
        POLICY.defaultWorkspace(),
        POLICY.teams(),
        POLICY.defaultTeam(),
        POLICY.routing(),
        List.of(),
        POLICY.guide(),
        POLICY.handover(),
        POLICY.consent());
  }

  private static Golden golden() throws IOException {
    return Golden.read(Files.readString(FILE));
  }

  @Test
  void every_golden_webhook_ends_as_it_is_written_down() throws IOException {
    if (WRITE) {
      Files.writeString(FILE, PLAYED.yaml());
    }
    assertThat(golden().differences(PLAYED))
        .as(
            "If this is what you want, write it down with './dragoman rehearse --write' or"
                + " -Dgolden.write=true, and let a reviewer read the difference")
        .isEmpty();
    assertThat(Files.readString(FILE)).isEqualTo(PLAYED.yaml());
  }

  @Test
  void the_order_of_the_webhooks_changes_nothing() {
    var reversed = new TreeMap<String, byte[]>(Comparator.reverseOrder());
    reversed.putAll(WEBHOOKS);
    assertThat(PLAYED.differences(REHEARSAL.play(reversed))).isEmpty();
  }

  @Test
  void a_webhook_without_an_entry_is_named() {
    var more = new HashMap<>(WEBHOOKS);
    more.put("webchat/new.json", WEBHOOKS.get("webchat/text-en-human.json"));
    assertThat(PLAYED.differences(REHEARSAL.play(more)))
        .containsExactly(
            new Difference("webchat/new.json", "entry", Difference.NOTHING, "a webhook"));
  }

  @Test
  void an_entry_without_a_webhook_is_named() {
    var less = new HashMap<>(WEBHOOKS);
    less.remove("webchat/text-en-human.json");
    assertThat(PLAYED.differences(REHEARSAL.play(less)))
        .containsExactly(
            new Difference(
                "webchat/text-en-human.json", "webhook", "an entry", Difference.NOTHING));
  }

  @Test
  void another_policy_shows_what_it_changes_and_nothing_else() {
    var quiet = withoutEscalations();
    assertThat(PLAYED.differences(new Rehearsal(quiet).play(WEBHOOKS)))
        .isNotEmpty()
        .allSatisfy(
            it -> {
              assertThat(it.what()).isEqualTo("events[0].effects");
              assertThat(it.expected()).startsWith(it.found() + ", escalation P");
            });
  }

  @Test
  void a_body_that_is_not_json_is_parked_and_said_so() {
    var broken = Map.of("whatsapp/broken.json", "{".getBytes(StandardCharsets.UTF_8));
    assertThat(REHEARSAL.play(broken).yaml())
        .endsWith("whatsapp/broken.json:\n  answered: 200\n  parked: 1\n");
  }

  @Test
  void a_webhook_of_no_channel_is_refused_by_name() {
    for (var name : List.of("pigeon/coo.json", "coo.json")) {
      assertThatThrownBy(() -> REHEARSAL.play(Map.of(name, new byte[0])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- a list", "a: [", "text"})
  void a_file_that_is_no_mapping_is_refused_and_how_to_write_one_is_told(String text) {
    assertThatThrownBy(() -> Golden.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("golden.yaml cannot be read: ")
        .hasMessageContaining("./dragoman rehearse --write");
  }

  @Test
  void an_entry_of_another_shape_differs_in_every_fact() {
    var written = Golden.read("webchat/status-read.json: fine");
    var played =
        REHEARSAL.play(
            Map.of("webchat/status-read.json", WEBHOOKS.get("webchat/status-read.json")));
    assertThat(written.differences(played))
        .extracting(Difference::what, Difference::expected, Difference::found)
        .containsExactly(
            tuple("", "fine", Difference.NOTHING),
            tuple("answered", Difference.NOTHING, "200"),
            tuple("receipts", Difference.NOTHING, "read"));
  }
}
