package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A service account's key in exchange for an access token (RFC 7523; Google Identity, "Using OAuth
 * 2.0 for server to server applications"): an assertion of an hour, signed with RS256. A token that
 * is no JSON object is a ready bearer token and needs no exchange.
 */
final class RcsAccess {
  private static final String TOKENS = "https://oauth2.googleapis.com/token";
  private static final String SCOPE = "https://www.googleapis.com/auth/rcsbusinessmessaging";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Duration VALID = Duration.ofHours(1);

  private RcsAccess() {}

  /**
   * @throws IllegalArgumentException if the key is not one; the message holds nothing of it
   */
  static Optional<HttpCall> call(Account account, Instant now) {
    var token = account.token().value().strip();
    if (!token.startsWith("{")) {
      return Optional.empty();
    }
    var form = new LinkedHashMap<>(Map.of("grant_type", GRANT));
    form.put("assertion", assertion(token, now));
    return Optional.of(
        new HttpCall(
            "POST",
            URI.create(TOKENS),
            TOKENS,
            Map.of("content-type", HttpCall.FORM),
            HttpCall.form(form)));
  }

  static Optional<Access> given(HttpAnswer answer, Instant now) {
    var body = Answers.object(answer);
    var seconds = Fields.whole(body, "expires_in").orElse(VALID.toSeconds());
    return Answers.succeeded(answer)
        ? Fields.text(body, "access_token")
            .map(
                token ->
                    new Access(
                        new Secret(token),
                        now.plusSeconds(Math.clamp(seconds, 0, VALID.toSeconds()))))
        : Optional.empty();
  }

  private static String assertion(String key, Instant now) {
    try {
      var account = Json.read(key);
      var header = Json.object().put("alg", "RS256").put("typ", "JWT");
      Fields.text(account, "private_key_id").ifPresent(id -> header.put("kid", id));
      var claims =
          Json.object()
              .put("iss", text(account, "client_email"))
              .put("scope", SCOPE)
              .put("aud", TOKENS)
              .put("iat", now.getEpochSecond())
              .put("exp", now.plus(VALID).getEpochSecond());
      var signed = part(header) + "." + part(claims);
      return signed + "." + signature(privateKey(text(account, "private_key")), signed);
    } catch (Json.Malformed | GeneralSecurityException | IllegalArgumentException e) {
      // Neither the key nor what the parser quotes of it may travel on with the cause.
      throw new IllegalArgumentException("the token of an RCS account is no service account's key");
    }
  }

  private static String text(JsonNode account, String name) {
    return Fields.text(account, name).orElseThrow(IllegalArgumentException::new);
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    var base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  private static String signature(PrivateKey key, String signed) throws GeneralSecurityException {
    var rsa = java.security.Signature.getInstance("SHA256withRSA");
    rsa.initSign(key);
    rsa.update(signed.getBytes(StandardCharsets.US_ASCII));
    return base64(rsa.sign());
  }

  private static String part(JsonNode json) {
    return base64(Json.write(json).getBytes(StandardCharsets.US_ASCII));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
