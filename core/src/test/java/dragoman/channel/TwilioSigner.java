package dragoman.channel;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Twilio's signature as its page on security says it, written a second time. */
final class TwilioSigner {
  private TwilioSigner() {}

  /**
   * @param called where the request seems to have come to
   * @param signed where Twilio sent it
   */
  static WebhookRequest sign(String called, String signed, byte[] body, Secret secret) {
    var query = called.contains("?") ? called.substring(called.indexOf('?') + 1) : "";
    var address = called.replaceFirst("[?].*", "");
    var message = new StringBuilder(signed);
    var pairs = new ArrayList<String[]>();
    for (var pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      pairs.add(pair.split("=", 2));
    }
    if (pairs.stream().allMatch(it -> it.length == 2)) {
      pairs.stream()
          .map(it -> List.of(decoded(it[0]), decoded(it[1])))
          .distinct()
          .sorted(Comparator.comparing(List<String>::getFirst).thenComparing(List::getLast))
          .forEach(it -> message.append(it.getFirst()).append(it.getLast()));
    } else {
      query = "bodySHA256=" + sha256(body);
      message.append('?').append(query);
    }
    return new WebhookRequest(
        "POST",
        address,
        query,
        Map.of("X-Twilio-Signature", List.of(sha1(secret, message.toString()))),
        body);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String sha1(Secret secret, String message) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA1"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
