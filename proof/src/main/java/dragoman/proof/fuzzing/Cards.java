package dragoman.proof.fuzzing;

import static dragoman.proof.fuzzing.Target.must;

import dragoman.card.CardRenderer;
import dragoman.card.SlackApi;
import dragoman.card.SlackText;
import dragoman.channel.Secret;
import dragoman.conversation.ConversationJson;
import dragoman.message.ConversationKey;
import dragoman.message.EscalationJson;
import dragoman.message.Json;
import dragoman.message.Masking;
import dragoman.proof.fuzzing.Target.Broken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a manager is shown in Slack: whatever stands in it, nothing comes alive. */
final class Cards {
  private static final Secret TOKEN = new Secret("xoxb-fuzzing");
  private static final ConversationKey KEY = ConversationKey.of("t", "c", "a", "u");

  private static final List<byte[]> TEXTS =
      List.of(
          utf8("My account <was> stolen! Call +1 202 555 0199 or mail me@example.com *now*"),
          utf8("@channel #general <!here> <https://x.example|y> :smile: `code` ~no~ &lt;"),
          utf8("مرحبا 123 www.example.com/؟a=1 \u202Eabc"),
          utf8("a.b c.. .d 1.2 x:y z: :w javascript:alert(1)"));

  private Cards() {}

  static List<Target> of(Traces traces) {
    return List.of(
        new Target("slack-text", 2, TEXTS, Cards::dead),
        new Target("card", 2, cards(traces), Cards::card));
  }

  /** The first byte says how much room there is, and whether the rest is UTF-16. */
  private static boolean dead(byte[] input) throws Broken {
    var first = input.length == 0 ? 0 : input[0] & 0xFF;
    var limit = 3 + first;
    // UTF-8 cannot hold a lone surrogate, a Java text can.
    var text =
        first % 4 == 3
            ? new String(input, StandardCharsets.UTF_16BE)
            : new String(input, StandardCharsets.UTF_8);
    var plain = SlackText.plain(text, limit);
    alive(SlackLife.inPlain(plain));
    must(plain.codePointCount(0, plain.length()) <= limit, "longer than its room");
    must(!plain.isEmpty(), "nothing is shown");
    alive(SlackLife.inMarkup(SlackText.mrkdwn(text, limit)));
    must(
        Masking.excerpt(text, limit).codePointCount(0, Masking.excerpt(text, limit).length())
            <= limit,
        "an excerpt longer than its room");
    return true;
  }

  private static List<byte[]> cards(Traces traces) {
    var seeds = new ArrayList<byte[]>();
    for (var escalation : traces.escalations()) {
      for (var conversation : traces.conversations()) {
        if (conversation.key().equals(escalation.ref().conversation())) {
          var both = Json.object();
          both.set("conversation", WireForms.tree(ConversationJson.write(conversation)));
          both.set("escalation", WireForms.tree(EscalationJson.write(escalation)));
          seeds.add(utf8(Json.write(both)));
        }
      }
    }
    return seeds;
  }

  private static boolean card(byte[] input) throws Json.Malformed, Broken {
    var both = Json.read(input);
    var conversation = ConversationJson.read(KEY, 1, Json.write(both.path("conversation")));
    var escalation = EscalationJson.read(Json.write(both.path("escalation")));
    var card = CardRenderer.render("C1", conversation, escalation, Optional.of("0a1b"), Traces.NOW);
    var post = WireForms.tree(SlackApi.post(card, TOKEN, escalation.id().value()).body());
    alive(SlackLife.inPost(post));
    return true;
  }

  private static void alive(List<String> alive) throws Broken {
    must(alive.isEmpty(), "alive in Slack: " + String.join("; ", alive));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
