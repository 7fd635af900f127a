package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.proof.fuzzing.Bytes;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What lies packed in a row, after somebody else wrote to it. */
class PackedFuzzTest {
  private static final int EXECUTIONS = 20_000;

  private static final List<byte[]> SEEDS =
      List.of(
          packed("{\"v\":\"conversation.v1\",\"channel\":\"whatsapp\",\"recent\":[]}"),
          packed("{\"v\":\"decision.v1\",\"action\":\"answer\",\"effects\":[]}".repeat(40)),
          packed("ü".repeat(5_000)),
          packed(""));

  @Test
  void a_row_somebody_wrote_to_is_unpacked_or_refused_and_never_without_an_end() {
    var dice = new SplittableRandom(12);
    var bytes = new Bytes(SEEDS);
    var refused = 0;
    for (var i = 0; i < EXECUTIONS; i++) {
      var stored = bytes.mutated(SEEDS.get(dice.nextInt(SEEDS.size())), dice);
      try {
        var json = Packed.json(AttributeValue.fromB(SdkBytes.fromByteArray(stored)));
        assertThat(Packed.json(Packed.of(json))).as("execution " + i).isEqualTo(json);
      } catch (IllegalArgumentException declared) {
        refused++;
      }
    }
    assertThat(refused).isBetween(EXECUTIONS / 10, EXECUTIONS - 1);
  }

  private static byte[] packed(String json) {
    return Packed.of(json).b().asByteArray();
  }
}
