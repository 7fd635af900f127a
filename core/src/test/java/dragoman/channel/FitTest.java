package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
  void bytes_are_counted_where_the_provider_counts_bytes() {
    for (var text :
        List.of("word ".repeat(90), "भुगतान ".repeat(90), "выплата ".repeat(90), "😀".repeat(90))) {
      for (var limit = 3; limit < 300; limit++) {
        var fitted = Fit.within(bytes(limit), text, Optional.empty());
        assertThat(fitted.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(limit);
        assertThat(fitted).endsWith("…").doesNotContain("?");
        assertThat(text).startsWith(fitted.substring(0, fitted.length() - 1));
      }
    }
    assertThat(Fit.within(bytes(9), "भुग", Optional.empty())).isEqualTo("भुग");
    assertThat(Fit.within(bytes(8), "भुग", Optional.empty())).isEqualTo("…");
    assertThat(Fit.within(bytes(10), "some words", LINK)).endsWith(LINK.get().url().toString());
  }

  private static Capability.Text bytes(int limit) {
    return new Capability.Text(limit, Capability.Unit.BYTES);
  }
}
