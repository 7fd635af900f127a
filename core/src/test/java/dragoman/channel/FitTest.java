package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Reply;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FitTest {
  private static final Optional<Reply.Link> LINK =
      Optional.of(new Reply.Link("Open guide", URI.create("https://guide.example.com/en/payouts")));

  @Test
  void a_text_that_fits_stays_as_it_is() {
    assertThat(Fit.within(5, "whole")).isEqualTo("whole");
  }

  @Test
  void a_longer_text_is_cut_between_words() {
    assertThat(Fit.within(12, "one two three four")).isEqualTo("one two…");
  }

  @Test
  void a_word_longer_than_the_limit_is_cut_inside() {
    assertThat(Fit.within(10, "x".repeat(50))).isEqualTo("x".repeat(9) + "…");
  }

  @Test
  void a_composed_character_is_never_torn() {
    var families = "👨‍👩‍👧".repeat(20);
    for (var limit = 1; limit < 60; limit++) {
      var cut = Fit.within(limit, families);
      assertThat(cut.length()).isLessThanOrEqualTo(limit);
      assertThat(cut.substring(0, cut.length() - 1).replace("👨‍👩‍👧", "")).isEmpty();
    }
  }

  @Test
  void the_link_stays_whole_below_a_cut_text() {
    var fitted = Fit.within(200, "word ".repeat(500), LINK);
    assertThat(fitted).hasSizeLessThanOrEqualTo(200);
    assertThat(fitted).endsWith("…\n\nOpen guide: https://guide.example.com/en/payouts");
  }

  @Test
  void a_limit_smaller_than_the_link_still_keeps_it_whole() {
    assertThat(Fit.within(10, "some words", LINK)).endsWith(LINK.get().url().toString());
  }

  @Test
  void bytes_are_counted_where_the_provider_counts_them() {
    assertThat(Fit.withinBytes(12, "नमस्ते")).isEqualTo("नम…");
    assertThat(Fit.withinBytes(18, "नमस्ते")).isEqualTo("नमस्ते");
    assertThat(Fit.withinBytes(12, "one two three four")).isEqualTo("one two…");
  }

  @Test
  void no_text_is_longer_in_bytes_than_it_may_be() {
    var texts =
        java.util.List.of(
            "word ".repeat(100),
            "नमस्ते दुनिया ".repeat(50),
            "👨‍👩‍👧".repeat(40),
            "é".repeat(300));
    for (var text : texts) {
      for (var limit = 3; limit < 400; limit++) {
        var cut = Fit.withinBytes(limit, text);
        assertThat(cut.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
            .isLessThanOrEqualTo(limit);
        assertThat(text).startsWith(cut.substring(0, cut.length() - 1));
      }
    }
    assertThat(Fit.withinBytes(200, "नमस्ते दुनिया ".repeat(50), LINK))
        .endsWith("…\n\nOpen guide: https://guide.example.com/en/payouts");
  }
}
