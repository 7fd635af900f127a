package dragoman.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Signature;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Project Wycheproof's vectors of the HMACs we use. Half of them are truncated tags, which no
 * provider sends and none may be accepted.
 */
class WycheproofTest {
  /** As labelled, and every bit of every valid tag and message turned. */
  @Test
  void every_bit_of_every_valid_wycheproof_vector_is_refused() {
    refuses("hmac_sha256_test.json", Signature.LENGTH, Signature::matches);
    refuses("hmac_sha512_test.json", Signature.SHA512_LENGTH, Signature::matchesSha512);
  }

  private interface Check {
    boolean matches(List<byte[]> keys, byte[] message, byte[] tag);
  }

  private static void refuses(String file, int length, Check signature) {
    var refused = 0;
    var judged = 0;
    for (var group : Corpora.json("wycheproof/testvectors_v1/" + file).path("testGroups")) {
      for (var test : group.path("tests")) {
        var key = HexFormat.of().parseHex(test.path("key").asText());
        var message = HexFormat.of().parseHex(test.path("msg").asText());
        var tag = HexFormat.of().parseHex(test.path("tag").asText());
        var valid = test.path("result").asText().equals("valid") && tag.length == length;
        assertThat(signature.matches(List.of(key), message, tag)).isEqualTo(valid);
        judged++;
        if (valid) {
          for (var changed : Changes.of(tag)) {
            assertThat(signature.matches(List.of(key), message, changed)).isFalse();
            refused++;
          }
          for (var changed : Changes.of(message)) {
            assertThat(signature.matches(List.of(key), changed, tag)).isFalse();
            refused++;
          }
        }
      }
    }
    assertThat(judged).isEqualTo(174);
    assertThat(refused).isGreaterThan(10_000);
    System.out.println("changed vectors of " + file + " refused: " + refused);
  }
}
