package dragoman.local.deadletters;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * One message as it lies on its shelf. Only id, handle and body are sure to be there: services that
 * stand in for SQS leave out some of the rest.
 *
 * @param group the FIFO group it waits in
 * @param dedupe its deduplication id; on SQS, the id it had on the queue it came from
 * @param sentAt when it was put here, or first sent on a queue that is not FIFO
 * @param received how often it was received in all, looks of operators included
 * @param source the ARN of the queue it died on
 */
record DeadLetter(
    String id,
    String handle,
    String body,
    Optional<String> group,
    Optional<String> dedupe,
    Optional<Instant> sentAt,
    Optional<Integer> received,
    Optional<String> source,
    Map<String, MessageAttributeValue> attributes) {
  /** The longest deduplication id that SQS takes. */
  private static final int MAX_DEDUPE = 128;

  private static final String AGAIN = "#r";

  DeadLetter {
    attributes = Map.copyOf(attributes);
  }

  static DeadLetter of(Message message) {
    return new DeadLetter(
        message.messageId(),
        message.receiptHandle(),
        message.body(),
        system(message, MessageSystemAttributeName.MESSAGE_GROUP_ID),
        system(message, MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID),
        system(message, MessageSystemAttributeName.SENT_TIMESTAMP)
            .map(it -> Instant.ofEpochMilli(new BigInteger(it).longValue())),
        system(message, MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT).map(Integer::valueOf),
        system(message, MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN),
        message.messageAttributes());
  }

  private static Optional<String> system(Message message, MessageSystemAttributeName name) {
    return Optional.ofNullable(message.attributes().get(name)).filter(it -> !it.isBlank());
  }

  /**
   * The deduplication id it goes on under. The same dead letter always gets the same one, so that
   * sending it again after a crash is dropped; one that dies again is another dead letter and gets
   * another, so that it is not dropped.
   */
  String again() {
    return again(dedupe.map(it -> it.replaceFirst("#r.*", "")).orElseGet(() -> sha256(body)));
  }

  /** The same for something that was found in it. */
  String again(String identity) {
    var plain = identity + AGAIN + id;
    return plain.length() <= MAX_DEDUPE && plain.matches("[!-~]+") ? plain : sha256(plain);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
