package dragoman.card;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.HttpAnswer;
import dragoman.channel.Secret;
import dragoman.message.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackApiTest {
  private static final Secret TOKEN = new Secret("xoxb-canary");
  private static final Card CARD = new Card("C0123456789", "a · b", "[{\"type\":\"divider\"}]");
  private static final String EFFECT = "ab".repeat(32);

  private static HttpAnswer ok(String body) {
    return HttpAnswer.json(200, body);
  }

  private static SlackAnswer error(String code) {
    return SlackApi.answer(ok("{\"ok\":false,\"error\":\"" + code + "\"}"));
  }

  @Test
  void a_post_brings_nothing_to_life_and_carries_its_effect() throws Exception {
    var call = SlackApi.post(CARD, TOKEN, EFFECT);
    assertThat(call.method() + " " + call.url())
        .isEqualTo("POST https://slack.com/api/chat.postMessage");
    assertThat(call.headers())
        .containsEntry("authorization", "Bearer xoxb-canary")
        .containsEntry("content-type", "application/json; charset=utf-8");
    assertThat(Json.read(call.body()))
        .isEqualTo(
            Json.read(
                """
                {"channel":"C0123456789","text":"a · b","parse":"none","link_names":false,
                 "blocks":[{"type":"divider"}],
                 "mrkdwn":false,"unfurl_links":false,"unfurl_media":false,
                 "metadata":{"event_type":"dragoman_escalation","event_payload":{"effect":"%s"}}}
                """
                    .formatted(EFFECT)));
  }

  @Test
  void an_update_names_its_message() throws Exception {
    var call = SlackApi.update(CARD, "1700000000.000100", TOKEN);
    assertThat(call.url()).hasToString("https://slack.com/api/chat.update");
    assertThat(Json.read(call.body()))
        .isEqualTo(
            Json.read(
                """
                {"channel":"C0123456789","text":"a · b","parse":"none","link_names":false,
                 "blocks":[{"type":"divider"}],"ts":"1700000000.000100"}
                """));
  }

  @Test
  void a_search_asks_for_metadata_since_a_time() {
    var call =
        SlackApi.find("C01&x", Instant.ofEpochSecond(1_700_000_000), Optional.of("a=="), TOKEN);
    assertThat(call.method()).isEqualTo("GET");
    assertThat(call.url())
        .hasToString(
            "https://slack.com/api/conversations.history?channel=C01%26x&oldest=1700000000.000000"
                + "&inclusive=true&include_all_metadata=true&limit=100&cursor=a%3D%3D");
  }

  @Test
  void no_call_prints_its_token() {
    assertThat(SlackApi.post(CARD, TOKEN, EFFECT).toString()).doesNotContain("canary");
    assertThat(SlackApi.update(CARD, "1.1", TOKEN).toString()).doesNotContain("canary");
    assertThat(SlackApi.find("C1", Instant.EPOCH, Optional.empty(), TOKEN).toString())
        .doesNotContain("canary");
  }

  @Test
  void a_posted_card_is_known_by_its_ts() {
    assertThat(SlackApi.answer(ok("{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.2\"}")))
        .isEqualTo(new SlackAnswer.Posted("1.2"));
  }

  @Test
  void a_limit_says_how_long_to_wait() {
    assertThat(SlackApi.answer(new HttpAnswer(429, Map.of("retry-after", "7"), "")))
        .isEqualTo(new SlackAnswer.Limited(Duration.ofSeconds(7)));
    assertThat(SlackApi.answer(new HttpAnswer(429, Map.of("retry-after", "soon"), "")))
        .isEqualTo(new SlackAnswer.Limited(Duration.ofSeconds(30)));
    assertThat(SlackApi.answer(new HttpAnswer(429, Map.of("retry-after", "999999999"), "")))
        .isEqualTo(new SlackAnswer.Limited(Duration.ofHours(1)));
    assertThat(SlackApi.answer(new HttpAnswer(429, Map.of("retry-after", "0"), "")))
        .isEqualTo(new SlackAnswer.Limited(Duration.ofSeconds(1)));
    assertThat(error("ratelimited")).isEqualTo(new SlackAnswer.Limited(Duration.ofSeconds(30)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"internal_error", "fatal_error", "service_unavailable"})
  void an_error_inside_slack_may_have_posted(String code) {
    assertThat(error(code)).isEqualTo(new SlackAnswer.Ambiguous(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "invalid_auth",
        "token_revoked",
        "account_inactive",
        "msg_too_long",
        "invalid_blocks",
        "missing_scope",
        "restricted_action",
        "cant_update_message"
      })
  void an_error_of_ours_needs_an_operator(String code) {
    assertThat(error(code)).isEqualTo(new SlackAnswer.Broken(code));
  }

  @Test
  void a_deleted_card_is_gone() {
    assertThat(error("message_not_found")).isEqualTo(new SlackAnswer.Gone());
  }

  @Test
  void an_error_code_that_is_none_is_not_repeated() {
    assertThat(error("<!here> x")).isEqualTo(new SlackAnswer.Broken("unknown_error"));
    assertThat(SlackApi.answer(ok("{\"ok\":false}")))
        .isEqualTo(new SlackAnswer.Broken("unknown_error"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{\"ok\":true", "{\"ok\":true}"})
  void an_answer_that_says_nothing_is_ambiguous(String body) {
    assertThat(SlackApi.answer(ok(body))).isInstanceOf(SlackAnswer.Ambiguous.class);
  }

  @Test
  void a_status_tells_whose_fault_it_is() {
    assertThat(SlackApi.answer(HttpAnswer.text(503, "busy")))
        .isEqualTo(new SlackAnswer.Ambiguous("http_503"));
    assertThat(SlackApi.answer(HttpAnswer.text(404, "what?")))
        .isEqualTo(new SlackAnswer.Broken("http_404"));
    assertThat(SlackApi.answer(HttpAnswer.empty(302)))
        .isEqualTo(new SlackAnswer.Broken("http_302"));
  }

  private static String message(String type, String effect) {
    return """
    {"type":"message","ts":"1700000000.000100",
     "metadata":{"event_type":"%s","event_payload":{"effect":"%s"}}}
    """
        .formatted(type, effect);
  }

  @Test
  void a_search_finds_the_card_of_its_effect_only() {
    var page =
        """
        {"ok":true,"messages":[{"type":"message","ts":"1.1","text":"hello"},%s,%s,%s]}
        """;
    var found =
        page.formatted(
            message("other_app", EFFECT),
            message("dragoman_escalation", "cd".repeat(32)),
            message("dragoman_escalation", EFFECT));
    assertThat(SlackApi.search(ok(found), EFFECT)).isEqualTo(new Search.Found("1700000000.000100"));
    assertThat(SlackApi.search(ok(found), "ef".repeat(32))).isEqualTo(new Search.Absent());
  }

  @Test
  void a_search_that_has_not_seen_all_says_so() {
    assertThat(
            SlackApi.search(
                ok(
                    "{\"ok\":true,\"messages\":[],\"has_more\":true,"
                        + "\"response_metadata\":{\"next_cursor\":\"abc\"}}"),
                EFFECT))
        .isEqualTo(new Search.More("abc"));
    assertThat(SlackApi.search(ok("{\"ok\":true,\"messages\":[],\"has_more\":true}"), EFFECT))
        .isInstanceOf(Search.Unread.class);
  }

  @Test
  void a_history_that_cannot_be_read_is_never_taken_for_an_empty_one() {
    assertThat(SlackApi.search(ok("{\"ok\":false,\"error\":\"missing_scope\"}"), EFFECT))
        .isEqualTo(new Search.Unread(new SlackAnswer.Broken("missing_scope")));
    assertThat(SlackApi.search(new HttpAnswer(429, Map.of("retry-after", "5"), ""), EFFECT))
        .isEqualTo(new Search.Unread(new SlackAnswer.Limited(Duration.ofSeconds(5))));
    assertThat(SlackApi.search(HttpAnswer.empty(500), EFFECT))
        .isEqualTo(new Search.Unread(new SlackAnswer.Ambiguous("http_500")));
    for (var noList : List.of("{\"ok\":true}", "{\"ok\":true,\"ts\":\"1700000000.000100\"}")) {
      assertThat(SlackApi.search(ok(noList), EFFECT))
          .isEqualTo(new Search.Unread(new SlackAnswer.Ambiguous("no_messages")));
    }
  }

  @Test
  void what_no_row_and_no_address_should_hold_is_not_taken() {
    var ts = "1".repeat(65);
    assertThat(SlackApi.answer(ok("{\"ok\":true,\"ts\":\"" + ts + "\"}")))
        .isEqualTo(new SlackAnswer.Ambiguous("no_ts"));
    var cursor = "c".repeat(1_001);
    assertThat(
            SlackApi.search(
                ok(
                    "{\"ok\":true,\"messages\":[],\"response_metadata\":{\"next_cursor\":\""
                        + cursor
                        + "\"}}"),
                EFFECT))
        .isEqualTo(new Search.Unread(new SlackAnswer.Ambiguous("endless_cursor")));
  }
}
