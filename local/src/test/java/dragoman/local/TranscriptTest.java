package dragoman.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are packed in the table; this is how a person reads them. */
class TranscriptTest {
  @Test
  void a_conversation_is_shown_without_its_words_unless_they_are_asked_for(@TempDir Path dir)
      throws Exception {
    try (var working = new Working(dir, it -> it)) {
      working.says("15550142", "wamid.t1");
      working.says("15550142", "wamid.t2");
      Working.await(() -> working.recorded("wamid.t").size() == 2);

      var shown = working.transcript("15550142");
      assertThat(shown).contains("whatsapp text: hand_over", "whatsapp text: follow_up", "task sent");
      assertThat(shown).doesNotContain("unknowable", "15550142");
      assertThat(working.transcript("15550142", "--text")).contains("zzz qqq unknowable");

      var first = working.transcript("15550142", "--json").lines().findFirst().orElseThrow();
      assertThat(new ObjectMapper().readTree(first).path("externalId").asText())
          .isEqualTo("wamid.t1");
    }
  }
}
