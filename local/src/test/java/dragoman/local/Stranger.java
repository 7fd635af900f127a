package dragoman.local;

import dragoman.channel.Channel;
import dragoman.channel.WebhookRequest;
import dragoman.local.installation.Accounts;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whoever calls the local webhooks, with and without the secrets of the shipped accounts. */
record Stranger(URI server) {

  Wire unsigned(Channel channel, byte[] body) throws Exception {
    return Wire.post(server, List.of("POST /webhooks/" + channel.name() + "/main HTTP/1.1"), body);
  }

  Wire signed(Channel channel, byte[] body) throws Exception {
    return Wire.post(
        server,
        head(channel, body, "POST /webhooks/" + channel.name() + "/main"),
        request(channel, body).body());
  }

  /** As the provider would post it. */
  static WebhookRequest request(Channel channel, byte[] body) {
    var endpoint =
        Accounts.shipped().endpoints().stream()
            .filter(it -> it.channel().equals(channel.name()))
            .findFirst()
            .orElseThrow()
            // As the wire names the host.
            .at("http://localhost/webhooks/" + channel.name() + "/main");
    return channel.sign(body, endpoint, Instant.now());
  }

  List<String> head(Channel channel, byte[] body, String line) {
    var signed = request(channel, body);
    var query = signed.query().isEmpty() ? "" : "?" + signed.query();
    var head =
        new ArrayList<>(List.of(line + query + " HTTP/1.1", "Content-Type: application/json"));
    signed.headers().forEach((name, values) -> head.add(name + ": " + values.getFirst()));
    return head;
  }

  static String upper(String header) {
    var colon = header.indexOf(':');
    return header.substring(0, colon).toUpperCase(Locale.ROOT) + header.substring(colon);
  }
}
