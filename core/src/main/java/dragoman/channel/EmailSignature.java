package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * SNS's signature over a message posted to an HTTPS subscription (Amazon SNS Developer Guide,
 * "Verifying the signatures of Amazon SNS messages"): version 1 with SHA-1, version 2 with SHA-256,
 * by the key of a certificate that SNS serves at {@code SigningCertURL}.
 *
 * <p>The signature covers some of the fields, each as its name and its value with a line break
 * behind. A field that is missing or no text is left out, as SNS does with a missing {@code
 * Subject}.
 */
final class EmailSignature {
  private static final List<String> NOTIFICATION =
      List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
  private static final List<String> SUBSCRIPTION =
      List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

  private static final Pattern HOST =
      Pattern.compile("sns\\.[a-z]{2}(-[a-z]+)+-[0-9]{1,2}\\.amazonaws\\.com(\\.cn)?");
  private static final Pattern PATH =
      Pattern.compile("/SimpleNotificationService-[0-9a-f]{1,64}\\.pem");

  /** One name in most regions; those one must opt in to, China and the government's have others. */
  private static final Pattern SUBJECT =
      Pattern.compile(
          "(^|.*,)CN=sns(-signing\\.[a-z0-9-]+|-[a-z0-9-]+)?\\.amazonaws\\.com(\\.cn)?(,.*|$)");

  private static final int MAX_URL = 256;
  private static final String REHEARSAL =
      "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem";

  private EmailSignature() {}

  /** Where SNS says its certificate lies; empty for any address but one of SNS's own. */
  static Optional<URI> certificate(JsonNode envelope) {
    var text = envelope.path("SigningCertURL").asText();
    if (text.length() > MAX_URL) {
      return Optional.empty();
    }
    try {
      var url = new URI(text);
      return "https".equals(url.getScheme())
              && url.getRawAuthority() != null
              && HOST.matcher(url.getRawAuthority()).matches()
              && PATH.matcher(url.getRawPath()).matches()
              && url.getRawQuery() == null
              && url.getRawFragment() == null
          ? Optional.of(url)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether the certificate is SNS's, valid by now, and its key signed the message. */
  static boolean genuine(JsonNode envelope, String pem, Instant now) {
    var algorithm = algorithm(envelope.path("SignatureVersion").asText());
    var presented = dragoman.channel.Signature.canonicalBase64(envelope.path("Signature").asText());
    if (algorithm.isEmpty() || presented.isEmpty() || certificate(envelope).isEmpty()) {
      return false;
    }
    try {
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      certificate.checkValidity(Date.from(now));
      var verifier = Signature.getInstance(algorithm.get());
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(signed(envelope));
      return isOfSns(certificate.getSubjectX500Principal().getName())
          && verifier.verify(presented.get());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * @param subject a distinguished name as RFC 2253 writes it
   */
  static boolean isOfSns(String subject) {
    return SUBJECT.matcher(subject).matches();
  }

  /**
   * The message as SNS would post it, with what SNS always says and the message lacks, signed with
   * the key of {@link EmailRehearsal}.
   *
   * @param topic the one it is to come from, whatever it says
   */
  static ObjectNode rehearsed(ObjectNode envelope, Optional<Secret> topic, Instant now) {
    topic.ifPresent(it -> envelope.put("TopicArn", it.value()));
    if (!envelope.has("Timestamp")) {
      envelope.put("Timestamp", now.toString());
    }
    return signed(envelope, "2", EmailRehearsal.key());
  }

  static ObjectNode signed(ObjectNode envelope, String version, PrivateKey key) {
    envelope.put("SignatureVersion", version).put("SigningCertURL", REHEARSAL);
    try {
      var signer = Signature.getInstance(algorithm(version).orElseThrow());
      signer.initSign(key);
      signer.update(signed(envelope));
      return envelope.put("Signature", Base64.getEncoder().encodeToString(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform signs with RSA", e);
    }
  }

  private static Optional<String> algorithm(String version) {
    return switch (version) {
      case "1" -> Optional.of("SHA1withRSA");
      case "2" -> Optional.of("SHA256withRSA");
      default -> Optional.empty();
    };
  }

  private static byte[] signed(JsonNode envelope) {
    var names =
        envelope.path("Type").asText().endsWith("Confirmation") ? SUBSCRIPTION : NOTIFICATION;
    var text = new StringBuilder();
    for (var name : names) {
      var value = envelope.path(name);
      if (value.isTextual()) {
        text.append(name).append('\n').append(value.asText()).append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
