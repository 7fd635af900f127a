package dragoman.local.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Account;
import dragoman.channel.Outcome;
import dragoman.channel.Outcome.Why;
import dragoman.channel.Secret;
import dragoman.channel.Vk;
import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What our own calls are answered with. */
class VkStandInTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");

  private final VkStandIn vk = new VkStandIn();

  private Outcome send(String event, String to, String text) {
    var conversation = ConversationKey.of("default", "vk", "200000001", to);
    var key = EventKey.of("default", "vk", "200000001", "message_new", event);
    var reply =
        new Reply(
            EffectId.of(key, "reply", 0),
            new EffectRef(conversation, key, 0),
            "vk",
            "main",
            "200000001",
            to,
            text,
            Optional.of(new Reply.Link("Гид", URI.create("https://guide.example.com/"))));
    var account = new Account("vk", "200000001", new Secret("vk1.a.token"), Optional.empty());
    var call = new Vk().reply(reply, account, NOW);
    return outcome(new ProviderCall("POST", call.url().getPath(), "", call.headers(), call.body()));
  }

  private Outcome outcome(ProviderCall call) {
    assertThat(vk.takes(call.path())).isTrue();
    return new Vk().outcome(vk.answer(call, NOW));
  }

  private Outcome form(String body) {
    return outcome(
        new ProviderCall(
            "POST",
            "/method/messages.send",
            "",
            Map.of("authorization", "Bearer vk1.a.token"),
            body));
  }

  @Test
  void a_reply_sent_twice_is_one_message() {
    var first = send("e1", "700000003", "Привет");
    assertThat(first).isInstanceOf(Outcome.Sent.class);
    assertThat(send("e1", "700000003", "Привет")).isEqualTo(first);
    assertThat(send("e2", "700000003", "Привет"))
        .isInstanceOf(Outcome.Sent.class)
        .isNotEqualTo(first);
  }

  @Test
  void a_message_in_a_chat_has_no_id() {
    assertThat(send("e1", "2000000012", "Привет")).isEqualTo(new Outcome.Sent(Optional.empty()));
  }

  @Test
  void our_longest_texts_are_taken() {
    for (var word : List.of("word ", "слово ", "😀")) {
      assertThat(send("e" + word, "700000003", word.repeat(7_000)))
          .isInstanceOf(Outcome.Sent.class);
    }
  }

  @Test
  void failures_are_answered_two_hundred_with_their_code() {
    var anonymous =
        new ProviderCall("POST", "/method/messages.send", "", Map.of(), "v=5.199&peer_id=1");
    assertThat(outcome(anonymous)).isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "5"));
    var bodies =
        Map.of(
            "peer_id=1&random_id=1&message=x",
            "8",
            "v=5.199&peer_id=x&random_id=1&message=x",
            "100",
            "v=5.199&peer_id=1&random_id=99999999999&message=x",
            "100",
            "v=5.199&peer_id=1&random_id=1",
            "100",
            "v=5.199&peer_id=1&random_id=1&message=" + "x".repeat(9_001),
            "914",
            "v=5.199&peer_id=1&random_id=1&message=x&keyboard=x",
            "911");
    bodies.forEach(
        (body, code) ->
            assertThat(form(body)).as(body).isEqualTo(new Outcome.Refused(Why.OUR_FAULT, code)));
  }
}
