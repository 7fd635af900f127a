package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What SNS signs, and by whose certificate alone it is believed. */
class EmailSignatureTest {
  private static final Instant NOW = ChannelContract.NOW;
  private static final String CERTIFICATE =
      "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem";

  private static ObjectNode message(Map<String, String> fields) {
    var json = Json.object();
    fields.forEach(json::put);
    return json;
  }

  private static ObjectNode notification() {
    return message(
        Map.of(
            "Type", "Notification",
            "MessageId", "m",
            "TopicArn", "arn",
            "Subject", "s\u00e9",
            "Message", "two\nlines",
            "Timestamp", "2026-03-02T09:30:00.000Z",
            "SigningCertURL", CERTIFICATE));
  }

  /** Written out here as the Developer Guide has it, not made by what is tested. */
  private static final String STRING_TO_SIGN =
      "Message\ntwo\nlines\nMessageId\nm\nSubject\ns\u00e9\n"
          + "Timestamp\n2026-03-02T09:30:00.000Z\nTopicArn\narn\nType\nNotification\n";

  private static String sign(String algorithm, String text) throws GeneralSecurityException {
    var signer = Signature.getInstance(algorithm);
    signer.initSign(EmailRehearsal.key());
    signer.update(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(signer.sign());
  }

  private static boolean genuine(ObjectNode message) {
    return EmailSignature.genuine(message, EmailRehearsal.certificate(), NOW);
  }

  @Test
  void both_versions_of_the_signature_are_verified() throws GeneralSecurityException {
    var first = notification().put("SignatureVersion", "1");
    assertThat(genuine(first.put("Signature", sign("SHA1withRSA", STRING_TO_SIGN)))).isTrue();
    assertThat(genuine(first.put("Signature", sign("SHA256withRSA", STRING_TO_SIGN)))).isFalse();
    var second = notification().put("SignatureVersion", "2");
    assertThat(genuine(second.put("Signature", sign("SHA256withRSA", STRING_TO_SIGN)))).isTrue();
    assertThat(genuine(second.put("SignatureVersion", "3"))).isFalse();
  }

  @Test
  void a_message_without_a_subject_is_signed_without_it() throws GeneralSecurityException {
    var message = notification().put("SignatureVersion", "2");
    message.remove("Subject");
    var signed = sign("SHA256withRSA", STRING_TO_SIGN.replace("Subject\ns\u00e9\n", ""));
    assertThat(genuine(message.put("Signature", signed))).isTrue();
  }

  @Test
  void a_confirmation_is_signed_with_its_token_and_address() throws GeneralSecurityException {
    var message =
        notification()
            .put("Type", "SubscriptionConfirmation")
            .put("Token", "t")
            .put("SubscribeURL", "u")
            .put("SignatureVersion", "2");
    var signed =
        sign(
            "SHA256withRSA",
            "Message\ntwo\nlines\nMessageId\nm\nSubscribeURL\nu\n"
                + "Timestamp\n2026-03-02T09:30:00.000Z\nToken\nt\nTopicArn\narn\n"
                + "Type\nSubscriptionConfirmation\n");
    assertThat(genuine(message.put("Signature", signed))).isTrue();
  }

  @Test
  void every_change_to_what_is_signed_is_refused() throws GeneralSecurityException {
    var signed =
        notification()
            .put("SignatureVersion", "2")
            .put("Signature", sign("SHA256withRSA", STRING_TO_SIGN));
    for (var field :
        List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type", "Signature")) {
      var value = signed.path(field).asText();
      for (var i = 0; i < value.length(); i++) {
        var changed = new StringBuilder(value);
        changed.setCharAt(i, value.charAt(i) == 'A' ? 'B' : 'A');
        assertThat(genuine(signed.deepCopy().put(field, changed.toString()))).as(field).isFalse();
      }
      var without = signed.deepCopy();
      without.remove(field);
      assertThat(genuine(without)).as(field).isFalse();
    }
    for (var odd : List.of("", "=", "%%%", "é", "AAAA", "A".repeat(344))) {
      assertThat(genuine(signed.deepCopy().put("Signature", odd))).isFalse();
    }
  }

  @Test
  void another_key_is_refused_though_the_certificate_is_right() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var message = notification();
    EmailSignature.signed(message, "2", generator.generateKeyPair().getPrivate());
    assertThat(genuine(message)).isFalse();
  }

  @Test
  void a_certificate_is_believed_only_in_its_time() {
    var message = EmailSignature.signed(notification(), "2", EmailRehearsal.key());
    var certificate = EmailRehearsal.certificate();
    assertThat(EmailSignature.genuine(message, certificate, NOW)).isTrue();
    for (var at : List.of("1999-12-30T00:00:00Z", "2100-01-01T00:00:00Z")) {
      assertThat(EmailSignature.genuine(message, certificate, Instant.parse(at))).isFalse();
    }
    for (var none : List.of("", "x", "-----BEGIN CERTIFICATE-----\nAAAA\n", "<html>")) {
      assertThat(EmailSignature.genuine(message, none, NOW)).isFalse();
    }
  }

  /** Made with keytool like the other, for another name. */
  @Test
  void a_certificate_of_another_subject_is_refused() {
    for (var subject :
        List.of("CN=sns.amazonaws.com.evil.example", "CN=evil, O=CN=sns.amazonaws.com")) {
      assertThat(EmailSignature.isOfSns(subject)).as(subject).isFalse();
    }
    for (var subject :
        List.of(
            "CN=sns.amazonaws.com",
            "O=Dragoman rehearsal,CN=sns.amazonaws.com",
            "CN=sns-signing.af-south-1.amazonaws.com",
            "CN=sns-us-gov-west-1.amazonaws.com",
            "CN=sns-cn-north-1.amazonaws.com.cn,O=x")) {
      assertThat(EmailSignature.isOfSns(subject)).as(subject).isTrue();
    }
  }

  @Test
  void a_certificate_is_asked_for_at_snss_own_address_alone() {
    for (var good :
        List.of(
            CERTIFICATE,
            "https://sns.us-gov-west-1.amazonaws.com/SimpleNotificationService-00ff.pem",
            "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-00ff.pem")) {
      assertThat(EmailSignature.certificate(Json.object().put("SigningCertURL", good)))
          .as(good)
          .isPresent();
    }
    for (var bad :
        List.of(
            "",
            "x",
            "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem",
            "HTTPS://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem",
            "https:SimpleNotificationService-0a1b.pem",
            "https:///SimpleNotificationService-0a1b.pem",
            "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0a1b.pem",
            "https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem",
            "https://evil@sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem",
            "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-0a1b.pem",
            "https://sns.eu-west-1.amazonaws.com:444/SimpleNotificationService-0a1b.pem",
            "https://sns.eu-west-1.amazonaws.com/../SimpleNotificationService-0a1b.pem",
            "https://sns.eu-west-1.amazonaws.com/x/SimpleNotificationService-0a1b.pem",
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem?x=1",
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem#x",
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-%2e.pem",
            "https://s3.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem",
            "https://sns.evil.eu-west-1.amazonaws.com/SimpleNotificationService-0a1b.pem",
            "https://sns.amazonaws.com/SimpleNotificationService-0a1b.pem")) {
      assertThat(EmailSignature.certificate(Json.object().put("SigningCertURL", bad)))
          .as(bad)
          .isEmpty();
    }
  }
}
