package dragoman.local;

import dragoman.channel.Channel;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whoever calls the local webhooks, with and without the secrets of the shipped accounts. */
record Stranger(URI server) {
  private static final Map<String, String> SECRETS =
      Map.of(
          "whatsapp", "local-whatsapp-app-secret",
          "messenger", "local-messenger-app-secret",
          "instagram", "local-instagram-app-secret",
          "telegram", "local-telegram-secret",
          "webchat", "whsec_bG9jYWwtd2ViY2hhdC1zaWduaW5nLXNlY3JldC0wMQ==");

  Wire unsigned(Channel channel, byte[] body) throws Exception {
    return Wire.post(server, List.of("POST /webhooks/" + channel.name() + "/main HTTP/1.1"), body);
  }

  Wire signed(Channel channel, byte[] body) throws Exception {
    return Wire.post(
        server, head(channel, body, "POST /webhooks/" + channel.name() + "/main"), body);
  }

  List<String> head(Channel channel, byte[] body, String line) {
    var head = new ArrayList<>(List.of(line + " HTTP/1.1", "Content-Type: application/json"));
    var endpoint =
        new Endpoint(
            "main",
            channel.name(),
            "main",
            List.of(new Secret(SECRETS.get(channel.name()))),
            Optional.empty(),
            Set.of());
    channel
        .sign(body, endpoint, Instant.now())
        .headers()
        .forEach((name, values) -> head.add(name + ": " + values.getFirst()));
    return head;
  }

  static String upper(String header) {
    var colon = header.indexOf(':');
    return header.substring(0, colon).toUpperCase(Locale.ROOT) + header.substring(colon);
  }
}
