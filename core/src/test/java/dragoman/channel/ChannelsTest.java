package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChannelsTest {

  @Test
  void every_channel_is_found_by_its_name() {
    assertThat(Channels.all())
        .extracting(Channel::name)
        .containsExactly(
            "whatsapp", //
            "telegram", //
            "webchat", //
            "viber", //
            "vk", //
            "twilio", //
            "rcs");
    for (var channel : Channels.all()) {
      assertThat(Channels.named(channel.name())).contains(channel);
    }
    assertThat(Channels.named("smoke-signals")).isEmpty();
  }

  @Test
  void each_promises_what_its_provider_allows() {
    assertThat(Channels.all())
        .extracting(Channel::sendClass)
        .containsExactly(
            SendClass.RECEIPT, //
            SendClass.BLIND, //
            SendClass.IDEMPOTENT, //
            SendClass.BLIND, //
            SendClass.IDEMPOTENT, //
            SendClass.RECEIPT, //
            SendClass.IDEMPOTENT);
  }
}
