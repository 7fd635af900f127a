package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class PackedTest {
  @Test
  void what_was_packed_is_read_as_it_was() {
    var random = new Random(7);
    for (var length = 0; length < 20_000; length = length * 2 + 1) {
      var text = new StringBuilder("{\"v\":\"event.v1\",\"text\":\"");
      random.ints(length, ' ', 0xd7ff).forEach(text::appendCodePoint);
      assertThat(Packed.json(Packed.of(text.toString()))).isEqualTo(text.toString());
    }
  }

  @Test
  void what_an_earlier_version_stored_as_text_is_read_as_it_is() {
    assertThat(Packed.json(AttributeValue.fromS("{\"v\":\"event.v1\"}")))
        .isEqualTo("{\"v\":\"event.v1\"}");
  }

  /** Rows that are stored name it by this checksum; another could not read them. */
  @Test
  void the_dictionary_never_changes() throws IOException {
    var checksum = new Adler32();
    try (var in = Packed.class.getResourceAsStream("dictionary-1.txt")) {
      checksum.update(in.readAllBytes());
    }
    assertThat(Long.toHexString(checksum.getValue())).isEqualTo("c3931149");
    var packed = Packed.of("x").b().asByteArray();
    assertThat(HexFormat.of().formatHex(packed, 2, 6)).isEqualTo("c3931149");
  }

  @Test
  void what_is_not_packed_or_cut_off_is_refused() {
    var packed = Packed.of("{\"v\":\"event.v1\"}").b().asByteArray();
    for (var length = 0; length < packed.length; length++) {
      var cut = java.util.Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> Packed.json(AttributeValue.fromB(SdkBytes.fromByteArray(cut))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a packed value that cannot be read");
    }
    var foreign = AttributeValue.fromB(SdkBytes.fromString("not packed", StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Packed.json(foreign)).isInstanceOf(IllegalArgumentException.class);
  }
}
