package dragoman.bench.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The few actions that our functions and their yardstick call, in the AWS JSON protocols (SQS API
 * Reference, "Making query API requests using AWS JSON protocol"). Safe for use by several threads.
 */
final class Services {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param type the error's, empty if it is none
   */
  record Answer(int status, String type, String body) {}

  private final Map<String, String> secrets;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Stored> stored = new CopyOnWriteArrayList<>();

  Services(Map<String, String> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /**
   * @param target the header {@code X-Amz-Target}, as in {@code AmazonSQS.SendMessageBatch}
   */
  Answer call(String target, byte[] body) {
    calls.add(name(target));
    try {
      var request = JSON.readTree(body);
      return switch (target) {
        case "AmazonSQS.SendMessageBatch" -> sendBatch(request);
        case "AmazonSQS.SendMessage" -> ok(send(request.path("QueueUrl").asText(), request));
        case "AmazonSQS.ChangeMessageVisibilityBatch" -> hide(request);
        case "secretsmanager.GetSecretValue" -> secret(request);
        case "DynamoDB_20120810.PutItem" -> put(request);
        case String _ -> error("UnknownOperationException", "the stub does not know " + target);
      };
    } catch (IOException e) {
      return error("SerializationException", "not JSON");
    }
  }

  /** As a person writes it: {@code SQS SendMessageBatch}. */
  private static String name(String target) {
    return target
        .replaceFirst("^AmazonSQS\\.", "SQS ")
        .replaceFirst("^secretsmanager\\.", "SecretsManager ")
        .replaceFirst("^DynamoDB_[0-9]+\\.", "DynamoDB ");
  }

  Map<String, Integer> counts() {
    var counts = new TreeMap<String, Integer>();
    calls.forEach(it -> counts.merge(it, 1, Integer::sum));
    return counts;
  }

  List<Stored> stored() {
    return List.copyOf(stored);
  }

  void forget() {
    calls.clear();
    stored.clear();
  }

  private Answer sendBatch(JsonNode request) {
    if (request.path("Entries").isEmpty()) {
      return error(
          "com.amazonaws.sqs#EmptyBatchRequest", "There should be at least one entry in a batch.");
    }
    var answer = JsonNodeFactory.instance.objectNode();
    var successful = answer.putArray("Successful");
    for (var entry : request.path("Entries")) {
      successful.add(
          send(request.path("QueueUrl").asText(), entry).put("Id", entry.path("Id").asText()));
    }
    answer.putArray("Failed");
    return ok(answer);
  }

  private ObjectNode send(String queueUrl, JsonNode message) {
    var body = message.path("MessageBody").asText();
    stored.add(new Stored(queueUrl, body));
    return JsonNodeFactory.instance
        .objectNode()
        .put("MessageId", UUID.randomUUID().toString())
        .put("MD5OfMessageBody", md5(body))
        .put("SequenceNumber", Integer.toString(stored.size()));
  }

  private static Answer hide(JsonNode request) {
    var answer = JsonNodeFactory.instance.objectNode();
    var successful = answer.putArray("Successful");
    request.path("Entries").forEach(it -> successful.addObject().put("Id", it.path("Id").asText()));
    answer.putArray("Failed");
    return ok(answer);
  }

  private Answer secret(JsonNode request) {
    var name = request.path("SecretId").asText();
    var current = !request.path("VersionStage").asText().equals("AWSPREVIOUS");
    return Optional.ofNullable(secrets.get(name))
        .filter(_ -> current)
        .map(
            it ->
                ok(
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("ARN", "arn:aws:secretsmanager:us-east-1:000000000000:secret:" + name)
                        .put("CreatedDate", 1.7e9)
                        .put("Name", name)
                        .put("SecretString", it)
                        .put("VersionId", UUID.nameUUIDFromBytes(utf8(name)).toString())))
        .orElseGet(
            () ->
                error(
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret."));
  }

  private Answer put(JsonNode request) {
    stored.add(new Stored(request.path("TableName").asText(), request.path("Item").toString()));
    return ok(JsonNodeFactory.instance.objectNode());
  }

  /** What the container credentials provider reads; stale at once, so that it is read again. */
  static String credentials(Instant expires) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("AccessKeyId", "stub")
        .put("SecretAccessKey", "stub")
        .put("Token", "stub")
        .put("Expiration", expires.toString())
        .toString();
  }

  private static Answer ok(ObjectNode body) {
    return new Answer(200, "", body.toString());
  }

  private static Answer error(String type, String message) {
    return new Answer(
        400,
        type,
        JsonNodeFactory.instance
            .objectNode()
            .put("__type", type)
            .put("message", message)
            .toString());
  }

  private static String md5(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(utf8(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
