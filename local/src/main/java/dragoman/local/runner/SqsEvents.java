package dragoman.local.runner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The event of an SQS event source (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS").
 */
public final class SqsEvents {
  private SqsEvents() {}

  public static byte[] event(List<Message> batch, String queueArn) {
    var event = JsonNodeFactory.instance.objectNode();
    var records = event.putArray("Records");
    batch.forEach(message -> records.add(record(message, queueArn)));
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode record(Message message, String queueArn) {
    var record =
        JsonNodeFactory.instance
            .objectNode()
            .put("messageId", message.messageId())
            .put("receiptHandle", message.receiptHandle())
            .put("body", message.body())
            .put("md5OfBody", message.md5OfBody())
            .put("eventSource", "aws:sqs")
            .put("eventSourceARN", queueArn)
            .put("awsRegion", queueArn.split(":")[3]);
    var system = record.putObject("attributes");
    message.attributesAsStrings().forEach(system::put);
    var attributes = record.putObject("messageAttributes");
    message
        .messageAttributes()
        .forEach(
            (name, value) -> {
              var attribute = attributes.putObject(name).put("dataType", value.dataType());
              if (value.stringValue() != null) {
                attribute.put("stringValue", value.stringValue());
              }
              if (value.binaryValue() != null) {
                attribute.put(
                    "binaryValue",
                    Base64.getEncoder().encodeToString(value.binaryValue().asByteArray()));
              }
            });
    return record;
  }
}
