package dragoman.local.embedded;

import java.util.Map;

/**
 * A published message on its way to the subscribers.
 *
 * @param subject empty if none
 */
record SnsMessage(
    String id, String topicArn, String subject, String body, Map<String, Attribute> attributes) {

  /**
   * @param type {@code String}, {@code String.Array}, {@code Number} or {@code Binary}
   */
  record Attribute(String type, String value) {}
}
