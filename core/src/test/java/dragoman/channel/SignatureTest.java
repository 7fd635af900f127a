package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final byte[] KEY = utf8("example-app-secret");
  private static final byte[] BODY =
      utf8("{\"object\":\"whatsapp_business_account\",\"entry\":[]}");

  /** Computed with Python's hmac module. */
  private static final String HEX =
      "eb4b54cb68820a953c6ac314910c47e62f8e1b39bbda1006514617140c6d3870";

  @Test
  void agrees_with_another_implementation() {
    assertThat(Signature.matches(List.of(KEY), BODY, Signature.fromHex(HEX).orElseThrow()))
        .isTrue();
  }

  @Test
  void any_live_key_may_have_signed() {
    var presented = Signature.fromHex(HEX).orElseThrow();
    assertThat(Signature.matches(List.of(utf8("other"), KEY), BODY, presented)).isTrue();
    assertThat(Signature.matches(List.of(utf8("other")), BODY, presented)).isFalse();
  }

  @Test
  void no_key_and_an_empty_key_prove_nothing() {
    var presented = Signature.fromHex(HEX).orElseThrow();
    assertThat(Signature.matches(List.of(), BODY, presented)).isFalse();
    assertThat(Signature.matches(List.of(new byte[0]), BODY, presented)).isFalse();
    assertThat(Signature.isOneOf(List.of(), "")).isFalse();
  }

  @Test
  void hex_is_lower_case_and_of_full_length() {
    assertThat(Signature.fromHex(HEX.toUpperCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(Signature.fromHex(HEX.substring(2))).isEmpty();
    assertThat(Signature.fromHex(HEX + "00")).isEmpty();
    assertThat(Signature.fromHex(HEX + "\n")).isEmpty();
    assertThat(Signature.fromHex("")).isEmpty();
  }

  @Test
  void base64_is_canonical_and_of_full_length() {
    var genuine = "6kO2XfH5zVXJamhq6MZRsdU2hnBNqPZWQUn6iUivXrk=";
    assertThat(Signature.fromBase64(genuine)).isPresent();
    assertThat(Signature.fromBase64(genuine.replace("=", ""))).isEmpty();
    assertThat(Signature.fromBase64(genuine.replace("rk=", "rl="))).isEmpty();
    assertThat(Signature.fromBase64("AAAA")).isEmpty();
    assertThat(Signature.fromBase64("%")).isEmpty();
  }

  /** RFC 2202, test case 2. */
  @Test
  void an_hmac_of_sha1_has_twenty_bytes_and_needs_a_key() {
    var message = utf8("what do ya want for nothing?");
    var genuine = Signature.hmacSha1(utf8("Jefe"), message);
    assertThat(genuine).asHexString().isEqualTo("EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79");
    var keys = List.of(utf8("other"), utf8("Jefe"));
    assertThat(Signature.matchesSha1(keys, List.of(utf8("x"), message), genuine)).isTrue();
    assertThat(Signature.matchesSha1(keys, List.of(utf8("x")), genuine)).isFalse();
    assertThat(Signature.matchesSha1(keys, List.of(), genuine)).isFalse();
    assertThat(Signature.matchesSha1(List.of(new byte[0]), List.of(message), genuine)).isFalse();
    var base64 = "7/zfauXrL6LSdBbV8YTfnCWafHk=";
    assertThat(Signature.fromBase64(Signature.SHA1_LENGTH, base64)).contains(genuine);
    assertThat(Signature.fromBase64(base64)).isEmpty();
  }

  @Test
  void sha_512_is_another_signature_of_another_length() {
    // Computed with Python's hmac module.
    var genuine =
        "NfPKpdTbcd93XZeTGR46ZCwIz+h3JBA/+CmSQkUCli6p01LRZfMHPDeaaHbZkYS78Naap1isBZ5WSEea58s9xw==";
    var presented = Signature.fromBase64(Signature.SHA512_LENGTH, genuine).orElseThrow();
    assertThat(Signature.matchesSha512(List.of(KEY), BODY, presented)).isTrue();
    assertThat(Signature.matches(List.of(KEY), BODY, presented)).isFalse();
    assertThat(Signature.matchesSha512(List.of(), BODY, presented)).isFalse();
    assertThat(Signature.matchesSha512(List.of(new byte[0]), BODY, presented)).isFalse();
    assertThat(Signature.fromBase64(genuine)).isEmpty();
    assertThat(Signature.fromBase64(64, "6kO2XfH5zVXJamhq6MZRsdU2hnBNqPZWQUn6iUivXrk=")).isEmpty();
    assertThat(Signature.fromBase64(64, genuine.replace("=", ""))).isEmpty();
  }

  @Test
  void a_shared_secret_matches_as_a_whole_only() {
    var secrets = List.of(new Secret("first"), new Secret("second"));
    assertThat(Signature.isOneOf(secrets, "second")).isTrue();
    assertThat(Signature.isOneOf(secrets, "secon")).isFalse();
    assertThat(Signature.isOneOf(secrets, "second ")).isFalse();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
