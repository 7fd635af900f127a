package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Outcome.Why;
import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VkSendTest {
  private static final VkTest SETTING = new VkTest();
  private static final Optional<Reply.Link> LINK =
      Optional.of(new Reply.Link("Open guide", URI.create("https://guide.example.com/en/payouts")));

  private static HttpCall call(Reply reply) {
    var account = new Account("vk", "200000001", new Secret("vk1.a.token"), Optional.empty());
    return new Vk().reply(reply, account, ChannelContract.NOW);
  }

  private static HttpCall call(String to, String text, Optional<Reply.Link> link) {
    return call(SETTING.reply(to, text, link));
  }

  private static Map<String, String> form(HttpCall call) {
    var fields = new HashMap<String, String>();
    for (var pair : call.body().split("&")) {
      var parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  @Test
  void the_token_is_in_a_header_and_in_nothing_else() {
    var call = call("700000003", "Hello", LINK);
    assertThat(call.url()).isEqualTo(URI.create("https://api.vk.com/method/messages.send"));
    assertThat(call.headers())
        .containsEntry("authorization", "Bearer vk1.a.token")
        .containsEntry("content-type", "application/x-www-form-urlencoded");
    assertThat(call.body() + call.shown()).doesNotContain("vk1.a.token");
  }

  @Test
  void a_text_is_sent_as_a_form_to_the_peer() {
    var form = form(call("2000000012", "Выплаты & deals = 50 % + more", Optional.empty()));
    assertThat(form)
        .containsEntry("peer_id", "2000000012")
        .containsEntry("message", "Выплаты & deals = 50 % + more")
        .containsEntry("v", "5.199")
        .containsOnlyKeys("peer_id", "message", "v", "random_id");
  }

  @Test
  void a_link_becomes_a_button_below_the_text() throws Json.Malformed {
    var form = form(call("700000003", "See our guide.", LINK));
    assertThat(Json.read(form.get("keyboard")))
        .isEqualTo(
            Json.read(
                """
                {"inline":true,"buttons":[[{"action":{"type":"open_link",
                "link":"https://guide.example.com/en/payouts","label":"Open guide"}}]]}
                """));
  }

  @Test
  void a_label_too_long_is_cut_and_so_is_a_text() throws Json.Malformed {
    var link = new Reply.Link("word ".repeat(30), URI.create("https://guide.example.com/"));
    var form = form(call("700000003", "слово ".repeat(3000), Optional.of(link)));
    assertThat(Json.read(form.get("keyboard")).at("/buttons/0/0/action/label").asText())
        .hasSizeBetween(30, 40);
    assertThat(form.get("message")).hasSizeBetween(4000, 4096).endsWith("…");
  }

  @Test
  void an_address_that_is_none_of_the_web_stands_below_the_text() {
    var link = Optional.of(new Reply.Link("Open guide", URI.create("creatorapp://guide/payouts")));
    var form = form(call("700000003", "Hello", link));
    assertThat(form).doesNotContainKey("keyboard");
    assertThat(form.get("message")).isEqualTo("Hello\n\nOpen guide: creatorapp://guide/payouts");
  }

  @Test
  void each_reply_has_a_random_id_of_its_own_and_always_the_same() {
    var ids = new HashSet<String>();
    for (var i = 0; i < 1_000; i++) {
      var id = form(call(numbered(i))).get("random_id");
      assertThat(id).isEqualTo(form(call(numbered(i))).get("random_id"));
      assertThat(Long.parseLong(id)).isBetween(-(1L << 31), (1L << 31) - 1).isNotZero();
      ids.add(id);
    }
    assertThat(ids).hasSize(1_000);
  }

  private static Reply numbered(int number) {
    var conversation = ConversationKey.of("default", "vk", "200000001", "5");
    var event = EventKey.of("default", "vk", "200000001", "message_new", "e" + number);
    return new Reply(
        EffectId.of(event, "reply", 0),
        new EffectRef(conversation, event, 0),
        "vk",
        "main",
        "200000001",
        "5",
        "Hello",
        Optional.empty());
  }

  private static Outcome outcome(int status, String body) {
    return new Vk().outcome(HttpAnswer.json(status, body));
  }

  private static Outcome failure(int code) {
    return outcome(200, "{\"error\":{\"error_code\":" + code + ",\"error_msg\":\"words\"}}");
  }

  @Test
  void the_messages_id_says_that_it_was_sent() {
    assertThat(outcome(200, "{\"response\":4321}"))
        .isEqualTo(new Outcome.Sent(Optional.of("4321")));
  }

  @Test
  void in_a_chat_it_was_sent_without_an_id() {
    assertThat(outcome(200, "{\"response\":0}")).isEqualTo(new Outcome.Sent(Optional.empty()));
  }

  @Test
  void two_hundred_alone_is_no_success() {
    for (var body : List.of("", "{}", "[]", "{\"response\":{}}", "{\"error\":{}}")) {
      assertThat(outcome(200, body)).isEqualTo(new Outcome.Ambiguous("unreadable-http-200"));
    }
  }

  @Test
  void what_was_too_much_or_failed_at_vk_is_sent_again_with_the_same_id() {
    for (var code : List.of(1, 6, 10)) {
      assertThat(failure(code))
          .isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), Integer.toString(code)));
    }
    assertThat(failure(9)).isEqualTo(new Outcome.Retry(Duration.ofMinutes(1), "9"));
    assertThat(failure(29)).isEqualTo(new Outcome.Retry(Duration.ofMinutes(15), "29"));
  }

  @Test
  void refusals_are_sorted_by_who_must_act() {
    assertThat(failure(901)).isEqualTo(new Outcome.Refused(Why.OPTED_OUT, "901"));
    assertThat(failure(950)).isEqualTo(new Outcome.Refused(Why.WINDOW_CLOSED, "950"));
    for (var code : List.of(18, 900, 902, 917, 927, 945)) {
      assertThat(failure(code))
          .isEqualTo(new Outcome.Refused(Why.PERMANENT, Integer.toString(code)));
    }
    for (var code : List.of(5, 7, 8, 15, 27, 28, 100, 911, 914, 12345)) {
      assertThat(failure(code))
          .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, Integer.toString(code)));
    }
    assertThat(outcome(403, "")).isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "http-403"));
  }

  @Test
  void a_failing_provider_is_ambiguous_and_a_busy_one_is_not() {
    for (var status : List.of(500, 502, 504)) {
      assertThat(outcome(status, "")).isEqualTo(new Outcome.Ambiguous("http-" + status));
    }
    assertThat(outcome(429, "")).isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "http-429"));
  }

  @Test
  void the_communitys_servers_tell_where_vk_delivers() {
    var account = new Account("vk", "200000001", new Secret("vk1.a.token"), Optional.empty());
    var check = new Vk().checks(account, "https://hooks.example.com/x").getFirst();
    var server = "{\"response\":{\"count\":1,\"items\":[{\"url\":\"%s\",\"status\":\"%s\"}]}}";
    assertThat(form(check.call())).containsEntry("group_id", "200000001");
    assertThat(problem(check, server.formatted("https://hooks.example.com/x", "ok"))).isEmpty();
    assertThat(problem(check, server.formatted("https://hooks.example.com/x", "failed")))
        .get()
        .asString()
        .contains("confirm it again");
    assertThat(problem(check, server.formatted("https://old.example.com", "ok")))
        .get()
        .asString()
        .contains("set https://hooks.example.com/x");
    assertThat(problem(check, "{\"error\":{\"error_code\":5}}"))
        .get()
        .asString()
        .contains("refuses the token");
  }

  private static Optional<String> problem(Check check, String body) {
    return check.problem().apply(HttpAnswer.json(200, body));
  }
}
