package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.message.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RcsAccessTest {
  private static final KeyPair KEYS = keys();

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static String key() {
    var pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    return Json.write(
        Json.object()
            .put("type", "service_account")
            .put("private_key_id", "key-1")
            .put("private_key", pem)
            .put("client_email", "agent@creators-example.iam.gserviceaccount.com")
            .put("token_uri", "https://elsewhere.example.com/token"));
  }

  private static Optional<HttpCall> access(String token) {
    var account = new Account("rcs", "creators_agent", new Secret(token), Optional.empty());
    return new Rcs().access(account, ChannelContract.NOW);
  }

  @Test
  void a_ready_token_needs_no_exchange() {
    assertThat(access("ya29.ready")).isEmpty();
    assertThat(new WebChat().access(new WebChatTest().sendingAccount(), ChannelContract.NOW))
        .isEmpty();
  }

  @Test
  void a_key_is_traded_at_google_and_nowhere_else() {
    var call = access(key()).orElseThrow();
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.url()).hasToString("https://oauth2.googleapis.com/token");
    assertThat(call.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
    assertThat(call.toString()).doesNotContain("assertion", "eyJ");
  }

  @Test
  void the_assertion_is_signed_and_claims_what_google_asks_for() throws Exception {
    var form = URLDecoder.decode(access(key()).orElseThrow().body(), StandardCharsets.UTF_8);
    assertThat(form).startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&");
    var jwt = form.substring(form.indexOf("assertion=") + 10).split("\\.");
    assertThat(Json.read(Base64.getUrlDecoder().decode(jwt[0])))
        .isEqualTo(Json.read("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"key-1\"}"));
    var now = ChannelContract.NOW.getEpochSecond();
    assertThat(Json.read(Base64.getUrlDecoder().decode(jwt[1])))
        .isEqualTo(
            Json.read(
                """
                {"iss":"agent@creators-example.iam.gserviceaccount.com",
                "scope":"https://www.googleapis.com/auth/rcsbusinessmessaging",
                "aud":"https://oauth2.googleapis.com/token","iat":%d,"exp":%d}
                """
                    .formatted(now, now + 3600)));
    var rsa = java.security.Signature.getInstance("SHA256withRSA");
    rsa.initVerify(KEYS.getPublic());
    rsa.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(rsa.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
  }

  @Test
  void a_key_that_is_none_is_named_plainly_and_not_quoted() {
    for (var token :
        List.of(
            "{",
            "{}",
            "{\"client_email\":\"a@b\",\"private_key\":\"s3cret!\"}",
            "{\"client_email\":\"a@b\",\"private_key\":\"c2VjcmV0\"}",
            "{\"private_key\":\"c2VjcmV0\"}")) {
      assertThatThrownBy(() -> access(token))
          .isInstanceOf(IllegalArgumentException.class)
          .hasNoCause()
          .hasMessage("the token of an RCS account is no service account's key");
    }
  }

  private static Optional<Access> given(int status, String body) {
    return new Rcs().accessGiven(HttpAnswer.json(status, body), ChannelContract.NOW);
  }

  @Test
  void the_token_is_good_for_as_long_as_google_says() {
    assertThat(given(200, "{\"access_token\":\"ya29.x\",\"expires_in\":3599,\"token_type\":\"B\"}"))
        .contains(new Access(new Secret("ya29.x"), ChannelContract.NOW.plusSeconds(3599)));
    assertThat(given(200, "{\"access_token\":\"ya29.x\",\"expires_in\":99999999}"))
        .contains(new Access(new Secret("ya29.x"), ChannelContract.NOW.plusSeconds(3600)));
    assertThat(given(200, "{\"access_token\":\"ya29.x\",\"expires_in\":-1}"))
        .contains(new Access(new Secret("ya29.x"), ChannelContract.NOW));
  }

  @Test
  void no_token_is_no_access() {
    for (var body : List.of("", "{}", "{\"access_token\":\"\"}", "[]", "not JSON")) {
      assertThat(given(200, body)).isEmpty();
    }
    assertThat(given(400, "{\"error\":\"invalid_grant\",\"access_token\":\"x\"}")).isEmpty();
  }
}
