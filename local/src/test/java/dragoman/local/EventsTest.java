package dragoman.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.message.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The webhook bodies of {@code events/}: fixtures, and what the demo plays. */
class EventsTest {
  private static final Path EVENTS = Path.of(System.getProperty("project.root"), "events");

  static Stream<Path> bodies() throws IOException {
    try (var files = Files.walk(EVENTS, 2)) {
      return files
          .filter(it -> it.toString().matches(".*[.](json|form)"))
          .sorted()
          .toList()
          .stream();
    }
  }

  static List<String> channels() {
    return Channels.all().stream().map(Channel::name).toList();
  }

  static Stream<Path> jsonBodies() throws IOException {
    return bodies().filter(it -> it.toString().endsWith(".json"));
  }

  @ParameterizedTest
  @MethodSource("jsonBodies")
  void an_event_is_json_that_passes_our_own_strict_rules(Path file) {
    assertThatCode(() -> Json.read(Files.readString(file)))
        .as(EVENTS.relativize(file).toString())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("channels")
  void every_channel_has_events(String channel) throws IOException {
    assertThat(bodies()).anyMatch(it -> it.getParent().equals(EVENTS.resolve(channel)));
  }

  @Test
  void a_folder_of_events_is_named_like_its_channel() throws IOException {
    assertThat(bodies().filter(it -> !it.getParent().equals(EVENTS)))
        .extracting(it -> it.getParent().getFileName().toString())
        .isSubsetOf(channels());
  }

  @Test
  void the_demo_plays_only_events_that_are_there() throws IOException {
    var demo = new Load(LoadSettings.builder().build());
    assertThat(demo.loadFromString(Files.readString(EVENTS.resolve("demo.yaml"))))
        .extracting("steps", InstanceOfAssertFactories.list(Map.class))
        .isNotEmpty()
        .extracting(step -> EVENTS.resolve(String.valueOf(step.get("event"))))
        .isSubsetOf(bodies().toList());
  }
}
