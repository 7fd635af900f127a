package dragoman.proof.fuzzing;

import static dragoman.proof.fuzzing.Target.must;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.Account;
import dragoman.channel.Channel;
import dragoman.channel.HttpCall;
import dragoman.channel.Secret;
import dragoman.channel.Signature;
import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Json;
import dragoman.message.Reply;
import dragoman.proof.fuzzing.Target.Broken;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The small readers: strict JSON, an effect's place, a signature; and what a reply is made of. */
final class Texts {
  private static final EventKey EVENT = EventKey.of("t", "c", "a", "message", "1");
  private static final EffectRef REF =
      new EffectRef(ConversationKey.of("t", "c", "a", "u"), EVENT, 0);

  /** Where a token must have a form; made up. */
  private static final Map<String, String> TOKENS =
      Map.of("twilio", "AC" + "0123456789abcdef".repeat(2) + ":fuzzing0only");

  private static final int LONGEST_REPLY = 16 << 10;

  private Texts() {}

  static List<Target> of(List<byte[]> bodies) {
    return List.of(
        new Target("json", 4, bodies, Texts::json),
        new Target("effect-ref", 1, List.of(utf8(REF.toString())), Texts::effectRef),
        new Target(
            "signature",
            1,
            List.of(
                utf8("0123456789abcdef".repeat(4)),
                utf8(Base64.getEncoder().encodeToString(new byte[Signature.LENGTH]))),
            Texts::signature));
  }

  static Target reply(Channel channel) {
    var seed =
        Json.object()
            .put("text", "Payouts are made on the 5th. Read more below.")
            .put("label", "Payouts")
            .put("path", "en/payouts")
            .put("to", "+12025550199");
    return new Target(
        "reply-" + channel.name(), 1, List.of(utf8(Json.write(seed))), it -> reply(channel, it));
  }

  private static boolean json(byte[] input) throws Json.Malformed, Broken {
    var tree = Json.read(input);
    var written = Json.write(tree);
    JsonNode again;
    try {
      again = Json.read(written);
    } catch (Json.Malformed e) {
      throw new Broken("what it writes itself it declines: " + e.getMessage());
    }
    must(written.equals(Json.write(again)), "what it writes changes when it is read");
    must(written.chars().allMatch(c -> c >= ' ' && c < 128), "it writes more than ASCII");
    return true;
  }

  private static boolean effectRef(byte[] input) throws Broken {
    var ref = EffectRef.parse(new String(input, StandardCharsets.UTF_8));
    must(ref.isEmpty() || EffectRef.parse(ref.get().toString()).equals(ref), "read as another");
    must(ref.isEmpty() || ref.get().toString().length() <= 512, "longer than a callback may be");
    return ref.isPresent();
  }

  private static boolean signature(byte[] input) throws Broken {
    var text = new String(input, StandardCharsets.UTF_8);
    var hex = Signature.fromHex(text);
    var base64 = Signature.fromBase64(text);
    must(
        hex.isEmpty() || HexFormat.of().formatHex(hex.get()).equals(text),
        "two texts for one signature in hex");
    must(
        base64.isEmpty() || Base64.getEncoder().encodeToString(base64.get()).equals(text),
        "two texts for one signature in base64");
    return hex.isPresent() || base64.isPresent();
  }

  /** Whatever is said to whom: one call to the provider's own host, and a JSON body. */
  private static boolean reply(Channel channel, byte[] input) throws Json.Malformed, Broken {
    var said = Json.read(input);
    if (input.length > LONGEST_REPLY) {
      return false; // The policy lets no longer text through.
    }
    URI link;
    try {
      link = URI.create("https://guide.example.com/" + said.path("path").asText());
    } catch (IllegalArgumentException e) {
      return false; // The policy lets no such address through.
    }
    var reply =
        new Reply(
            EffectId.of(EVENT, "reply", 0),
            REF,
            channel.name(),
            "main",
            "1001",
            said.path("to").asText(),
            said.path("text").asText(),
            Optional.of(new Reply.Link(said.path("label").asText(), link)));
    var account =
        new Account(
            channel.name(),
            "1001",
            new Secret(TOKENS.getOrDefault(channel.name(), "fuzzing00only0not0a0secret000000")),
            Optional.of(URI.create("https://app.example.com/replies")));
    HttpCall call;
    try {
      call = channel.reply(reply, account, Traces.NOW);
    } catch (IllegalArgumentException e) {
      return false; // An account or a recipient the provider could not have.
    }
    must(call.url().getHost().matches("[a-z.]+"), "another host");
    must(!call.shown().contains(account.token().value()), "the token is shown");
    if (call.headers().getOrDefault("content-type", "").contains("form-urlencoded")) {
      var form = URLDecoder.decode(call.body(), StandardCharsets.UTF_8);
      must(
          form.contains(link.toString())
              || form.contains(Json.write(Json.object().textNode(link.toString()))),
          "the link is cut");
      return true;
    }
    must(Json.read(call.body()).isObject(), "a body that is no object");
    must(
        call.body().contains(Json.write(Json.object().textNode(link.toString())).replace("\"", "")),
        "the link is cut");
    return true;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
