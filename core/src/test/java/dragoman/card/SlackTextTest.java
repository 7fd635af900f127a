package dragoman.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.channel.Secret;
import dragoman.message.Json;
import dragoman.message.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackTextTest {
  /** Every one of these does something in Slack when it is sent as it is. */
  private static final List<String> ALIVE =
      List.of(
          "<!channel>",
          "<!here|here>",
          "please <@U0123456789> look",
          "<#C0123456789|general>",
          "<!subteam^S0123456789>",
          "<https://evil.example|https://bank.example>",
          "https://evil.example/pay",
          "HTTP://EVIL.EXAMPLE",
          "slack://open?team=T1",
          "visit evil.example now",
          "www.evil.example",
          "пример.рф",
          "mailto:boss@example.com",
          "@here",
          "@channel everyone",
          "see #general",
          "done :white_check_mark:",
          ":+1:",
          "*Escalation resolved*",
          "_quiet_ words",
          "~gone~",
          "`code`",
          "```block```",
          "> a quote",
          "&gt; a quote",
          "ham & eggs",
          "line\nTeam: root",
          "line\u2028Team: root",
          "\u202ednim reve",
          "\u2067turned",
          "\u2069\u2069out",
          "zero\u200bwidth",
          "bell\u0007",
          "<!date^1^{date}^https://evil.example|today>",
          "lone \ud83d half");

  private static final List<String> PARTS =
      List.of(
          "<",
          ">",
          "<!",
          "here",
          ">",
          "@",
          "#",
          "&",
          "&lt;",
          "&amp;",
          "*",
          "_",
          "~",
          "`",
          "```",
          ":",
          "://",
          "https",
          "evil",
          ".",
          "com",
          "\n",
          "\r",
          " ",
          "\u202e",
          "\u2068",
          "\u2069",
          "\u200b",
          "\u200d",
          "|",
          "!channel",
          "U012",
          "мир",
          "שלום",
          "ذهب",
          "👩‍👧",
          "\u0000",
          "\ud800",
          "1",
          "🟢",
          "\\");

  private static List<String> random(int count) {
    var random = new Random(4711);
    var strings = new ArrayList<String>();
    for (var seed = 0; seed < count; seed++) {
      var text = new StringBuilder();
      for (var parts = random.nextInt(1, 12); parts > 0; parts--) {
        text.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      strings.add(seed % 4 == 0 ? text + new Samples(seed).text() : text.toString());
    }
    return strings;
  }

  private static void nothingLives(String text) throws Exception {
    assertThat(SlackOracle.activeInPlain(SlackText.plain(text, 300))).isEmpty();
    assertThat(SlackOracle.activeInMarkup(SlackText.mrkdwn(text, 300))).isEmpty();
    var card = CardRendererTest.cardSaying(text);
    var post = SlackApi.post(card, new Secret("xoxb-test"), "e".repeat(64));
    assertThat(SlackOracle.activeIn(Json.read(post.body()))).isEmpty();
  }

  @Test
  void the_oracle_sees_everything_that_lives() {
    for (var text : ALIVE) {
      assertThat(SlackOracle.activeInMarkup(text)).as(text).isNotEmpty();
    }
  }

  @Test
  void nothing_that_lives_survives() throws Exception {
    for (var text : ALIVE) {
      nothingLives(text);
      nothingLives(text + text);
      nothingLives("x " + text + " y");
    }
  }

  @Test
  void nothing_in_ten_thousand_random_strings_lives() throws Exception {
    for (var text : random(10_000)) {
      nothingLives(text);
    }
  }

  @Test
  void nothing_in_the_shared_corpora_lives() throws Exception {
    var corpora = System.getProperty("corpora", "");
    assumeTrue(!corpora.isEmpty(), "run with -Dcorpora=DIR to read the shared corpora");
    var count = 0;
    var files = new ArrayList<>(List.of(Path.of(corpora, "corpora", "blns", "blns.json")));
    try (var own =
        Files.newDirectoryStream(Path.of(corpora, "corpora", "own"), "slack_injection*")) {
      own.forEach(files::add);
    }
    for (var file : files) {
      for (var text : new ObjectMapper().readTree(file.toFile())) {
        nothingLives(text.textValue());
        count++;
      }
    }
    assertThat(count).isGreaterThan(500);
  }

  @ParameterizedTest
  @CsvSource({
    "'<!here>', ‹!here›",
    "'a & b', 'a & b'",
    "'50% @ 2 pm', '50% @ 2 pm'",
    "'@asha see #help', '＠asha see ＃help'",
    "'https://x.example', 'https∶//x․example'",
    "'wait: 3.14, ok.', 'wait: 3.14, ok.'",
    "'wait:', 'wait∶'",
    "'at 12:30', 'at 12∶30'",
    "'*bold* _it_', '*bold* _it_'",
    "'', –",
    "'भुगतान नहीं आया', 'भुगतान नहीं आया'"
  })
  void plain_text_looks_as_it_was_said(String said, String shown) {
    assertThat(SlackText.plain(said, 300)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "'a & b <c>', 'a &amp; b ‹c›'",
    "'*b* _i_ ~s~ `c`', '∗b∗ ˍiˍ ∼s∼ ˋcˋ'",
    "'&lt;!here&gt;', '&amp;lt;!here&amp;gt;'"
  })
  void markup_is_replaced_by_what_looks_like_it(String said, String shown) {
    assertThat(SlackText.mrkdwn(said, 300)).isEqualTo(shown);
  }

  @Test
  void text_from_right_to_left_cannot_turn_its_neighbours() {
    assertThat(SlackText.plain("שלום", 30)).isEqualTo("\u2068שלום\u2069");
    assertThat(SlackText.plain("\u202bשלום", 30)).isEqualTo("\u2068שלום\u2069");
  }

  @Test
  void text_is_cut_to_the_limit() {
    assertThat(SlackText.plain("x".repeat(4_000), 150)).hasSize(150).endsWith("…");
    assertThat(SlackText.plain("ש".repeat(4_000), 150)).hasSize(150).endsWith("…\u2069");
  }
}
