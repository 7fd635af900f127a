package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.hostile.Corpora;
import dragoman.hostile.Street;
import dragoman.hostile.Texts;
import dragoman.message.Json;
import dragoman.pipeline.Doors.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What was said is read from the table's packed rows as it was said, to the character. A row is
 * packed alike whatever the channel, so one speaks for all.
 */
class HostileRowsTest {
  private final Street street = new Street();
  private final Channel channel = Channels.named("whatsapp").orElseThrow();

  @Test
  void a_text_of_any_kind_lies_in_the_table_as_it_was_said() throws Json.Malformed {
    assertThat(stored(Texts.own())).isEqualTo(Texts.own().size());
  }

  @Test
  void every_character_of_the_basic_plane_lies_in_the_table_as_it_was_said() throws Json.Malformed {
    assertThat(stored(Texts.basicPlane())).isEqualTo(Texts.basicPlane().size());
  }

  @Test
  void naughty_strings_lie_in_the_table_as_they_were_said() throws Json.Malformed {
    var texts = Corpora.texts("blns/blns.json").stream().filter(it -> !it.isBlank()).toList();
    var rows = stored(texts);
    assertThat(rows).isEqualTo(texts.size());
    System.out.println("packed rows of naughty strings: " + rows);
  }

  private int stored(List<String> texts) throws Json.Malformed {
    var rows = 0;
    for (var text : texts) {
      street.clear();
      street.post(channel, Texts.saying(channel, "1", text));
      street.settle();
      for (var recorded : street.ledger.inbox()) {
        var read = Rows.recorded(Rows.inbox(recorded));
        assertThat(read.event()).isEqualTo(recorded.event());
        assertThat(read.decision()).isEqualTo(recorded.decision());
        rows++;
      }
      for (var conversation : street.ledger.conversations()) {
        assertThat(Rows.standing(Rows.conversation(conversation, Street.NOW)))
            .isEqualTo(new Standing.Itself(conversation));
      }
    }
    return rows;
  }
}
