package dragoman.local.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChannelsPageTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  @Test
  void the_page_says_what_the_channels_say() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/channels.md")))
        .as("./dragoman channels --write")
        .isEqualTo(ChannelsPage.of(Channels.all()));
  }

  @Test
  void every_channel_has_a_guide_that_names_its_webhook_and_its_secrets() throws IOException {
    for (var channel : Channels.all().stream().map(Channel::name).toList()) {
      assertThat(Files.readString(ROOT.resolve("docs/channels/" + channel + ".md")))
          .contains("/webhooks/" + channel + "/", "endpoints/" + channel + "/")
          .contains("accounts/" + channel + "/", "./dragoman doctor " + channel + "/");
    }
  }
}
