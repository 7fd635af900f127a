package dragoman.channel;

import java.util.List;
import java.util.Optional;

/** Every channel there is. */
public final class Channels {
  private static final List<Channel> ALL =
      List.of( //
          new WhatsApp(), //
          new Messenger(), //
          new Instagram(), //
          new Telegram(), //
          new WebChat(), //
          new Viber(), //
          new Vk(), //
          new Twilio(), //
          new Line(), //
          new Rcs(), //
          new Email());

  private Channels() {}

  public static List<Channel> all() {
    return ALL;
  }

  public static Optional<Channel> named(String name) {
    return ALL.stream().filter(channel -> channel.name().equals(name)).findFirst();
  }
}
