package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChannelsTest {

  @Test
  void every_channel_is_found_by_its_name() {
    for (var channel : Channels.all()) {
      assertThat(Channels.named(channel.name())).contains(channel);
    }
    assertThat(Channels.named("smoke-signals")).isEmpty();
  }

  @Test
  void each_promises_what_its_provider_allows() {
    assertThat(Channels.all().stream().collect(Collectors.toMap(Channel::name, Channel::sendClass)))
        .containsOnly(
            entry("whatsapp", SendClass.RECEIPT), //
            entry("messenger", SendClass.RECEIPT), //
            entry("instagram", SendClass.RECEIPT), //
            entry("telegram", SendClass.BLIND), //
            entry("webchat", SendClass.IDEMPOTENT), //
            entry("viber", SendClass.BLIND), //
            entry("vk", SendClass.IDEMPOTENT), //
            entry("twilio", SendClass.RECEIPT), //
            entry("email", SendClass.RECEIPT), //
            entry("line", SendClass.IDEMPOTENT), //
            entry("rcs", SendClass.IDEMPOTENT));
  }
}
