package dragoman.proof.fuzzing;

import static dragoman.proof.fuzzing.Target.must;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.Channel;
import dragoman.channel.Reception;
import dragoman.channel.WebhookRequest;
import dragoman.message.EventJson;
import dragoman.message.Json;
import dragoman.message.Parked;
import dragoman.message.ParkedJson;
import dragoman.message.ReceiptJson;
import dragoman.proof.fuzzing.Target.Broken;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A channel's door: its bodies, the headers that prove them, and the query of its handshake. */
final class Webhooks {
  /** What a genuine POST may be declined with. */
  private static final Set<Integer> DECLINED = Set.of(400, 413);

  /** And one whose proof is in the body, if that has no place for it or asks for another's. */
  private static final Set<Integer> UNPROVEN = Set.of(401, 403);

  private static final List<byte[]> QUERIES =
      List.of(
          utf8("hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=1158201444"),
          utf8("hub.challenge=a%2Eb&hub.mode=subscribe&hub.verify_token=verify%2Dme&x"));

  private Webhooks() {}

  static List<Target> of(Channel channel, Material material) {
    var bodies = material.webhooksOf(channel.name());
    var targets = new ArrayList<Target>();
    targets.add(
        new Target("receive-" + channel.name(), 10, bodies, body -> receives(channel, body)));
    targets.add(
        new Target("headers-" + channel.name(), 2, headers(channel), it -> proves(channel, it)));
    if (hasHandshake(channel)) {
      targets.add(new Target("query-" + channel.name(), 1, QUERIES, it -> shakes(channel, it)));
    }
    return targets;
  }

  /** Signed afresh, so that the parser is reached. */
  private static boolean receives(Channel channel, byte[] body) throws Broken {
    var endpoint = Traces.endpoint(channel.name());
    var request = channel.sign(body, endpoint, Traces.NOW);
    return switch (channel.receive(request, endpoint, Traces.NOW)) {
      case Reception.Accepted accepted -> {
        keeps(accepted);
        yield true;
      }
      case Reception.Handshake _ -> {
        must(shakesByPost(channel), "a POST is taken for a handshake");
        yield true;
      }
      case Reception.Refused(var answer, _) -> {
        must(
            DECLINED.contains(answer.status())
                || request.headers().isEmpty() && UNPROVEN.contains(answer.status()),
            "genuine, and answered " + answer.status());
        yield false;
      }
    };
  }

  /** Nothing of a genuine body vanishes, and all of it can wait on a queue and be read again. */
  private static void keeps(Reception.Accepted accepted) throws Broken {
    must(
        accepted.messages().size()
                + accepted.receipts().size()
                + accepted.unreadable().size()
                + accepted.ignored().size()
            > 0,
        "a genuine body left no trace");
    for (var message : few(accepted.messages())) {
      var written = EventJson.write(message);
      must(message.equals(read(EventJson::read, written)), "an event is read as another");
      must(ascii(written), "an event is not ASCII");
    }
    for (var receipt : few(accepted.receipts())) {
      var written = ReceiptJson.write(receipt);
      must(receipt.equals(read(ReceiptJson::read, written)), "a receipt is read as another");
      must(ascii(written), "a receipt is not ASCII");
    }
    for (var item : few(accepted.unreadable())) {
      var written = ParkedJson.write(new Parked("fuzzing", item.reason(), item.body(), Traces.NOW));
      var again = read(ParkedJson::read, written);
      must(Arrays.equals(item.body(), again.body()), "what is set aside is read as another");
    }
    for (var item : accepted.ignored()) {
      must(item.type().matches("[A-Za-z0-9_.:-]{1,64}"), "a type that may not be logged");
    }
  }

  /** What is looked at again takes time and heap of its own, which must not count. */
  private static <T> List<T> few(List<T> all) {
    return all.subList(0, Math.min(20, all.size()));
  }

  private static boolean ascii(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 128);
  }

  private static <T> T read(WireForms.Reader<T> reader, String written) throws Broken {
    try {
      return reader.read(written);
    } catch (Json.Malformed e) {
      throw new Broken("what was just written is declined: " + e.getMessage());
    }
  }

  /** The headers that prove a body from which nothing follows. */
  private static List<byte[]> headers(Channel channel) {
    var json = Json.object();
    signed(channel).headers().forEach((name, values) -> json.put(name, values.getFirst()));
    return List.of(utf8(Json.write(json)));
  }

  private static WebhookRequest signed(Channel channel) {
    var endpoint = Traces.endpoint(channel.name());
    return channel.sign(channel.harmless(endpoint), endpoint, Traces.NOW);
  }

  /** That body under other headers: taken for genuine only with the genuine ones. */
  private static boolean proves(Channel channel, byte[] input) throws Json.Malformed, Broken {
    var presented = new HashMap<String, List<String>>();
    for (var field : Json.read(input).properties()) {
      var value = field.getValue();
      presented.put(
          field.getKey(),
          value.isArray()
              ? value.valueStream().map(JsonNode::asText).toList()
              : List.of(value.asText()));
    }
    var proven = signed(channel);
    var request =
        new WebhookRequest(
            "POST",
            proven.address(),
            proven.query(),
            presented,
            proven.body(),
            proven.certificate());
    var endpoint = Traces.endpoint(channel.name());
    var taken =
        switch (channel.receive(request, endpoint, Traces.NOW)) {
          case Reception.Accepted _ -> true;
          case Reception.Handshake _ -> throw new Broken("a POST is taken for a handshake");
          case Reception.Refused(var answer, _) -> answer.status() != 401;
        };
    if (taken) {
      for (var genuine : proven.headers().entrySet()) {
        must(
            request
                .header(genuine.getKey())
                // Unpadded base64 says the same.
                .filter(it -> it.contains(genuine.getValue().getFirst().replaceAll("=+$", "")))
                .isPresent(),
            "taken for genuine without the genuine " + genuine.getKey());
      }
    }
    return taken;
  }

  private static boolean shakesByPost(Channel channel) {
    return channel
        .handshake(Traces.endpoint(channel.name()))
        .filter(it -> it.method().equals("POST"))
        .isPresent();
  }

  private static boolean hasHandshake(Channel channel) {
    var request = new WebhookRequest("GET", "", Map.of(), new byte[0]);
    return !(channel.receive(request, Traces.endpoint(channel.name()), Traces.NOW)
            instanceof Reception.Refused(var answer, _)
        && answer.status() == 405);
  }

  private static boolean shakes(Channel channel, byte[] input) throws Broken {
    var query = new String(input, StandardCharsets.UTF_8);
    var request = new WebhookRequest("GET", query, Map.of(), new byte[0]);
    return switch (channel.receive(request, Traces.endpoint(channel.name()), Traces.NOW)) {
      case Reception.Accepted _ -> throw new Broken("a GET is taken for a webhook");
      case Reception.Handshake(var answer) -> {
        must(
            URLDecoder.decode(query, StandardCharsets.UTF_8).contains("verify-me"),
            "a handshake without the token");
        must(answer.body().matches("[A-Za-z0-9._-]{1,256}"), "anything is echoed");
        yield true;
      }
      case Reception.Refused(var answer, _) -> {
        must(answer.status() == 403, "answered " + answer.status());
        yield false;
      }
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
