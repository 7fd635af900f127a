package dragoman.bench.peer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dragoman.bench.peer.Webhook.Message;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The usual way: typed event and answer, records bound by Jackson, the SDK's default builders, a
 * conditional put against repeated deliveries, then a message to a FIFO queue. Its secret comes
 * from a variable, which spares it a call that ours makes.
 */
public final class Yardstick
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final DynamoDbClient dynamo =
      DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
  private final SqsClient sqs =
      SqsClient.builder().httpClient(UrlConnectionHttpClient.create()).build();

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    var body = event.getBody();
    if (!genuine(body, event.getHeaders().get("x-hub-signature-256"))) {
      return APIGatewayV2HTTPResponse.builder().withStatusCode(401).build();
    }
    try {
      for (var entry : JSON.readValue(body, Webhook.class).entry()) {
        for (var change : entry.changes()) {
          for (var message : change.value().messages()) {
            keep(message);
          }
        }
      }
    } catch (JsonProcessingException e) {
      return APIGatewayV2HTTPResponse.builder().withStatusCode(400).build();
    }
    return APIGatewayV2HTTPResponse.builder().withStatusCode(200).withBody("").build();
  }

  private void keep(Message message) throws JsonProcessingException {
    dynamo.putItem(
        it ->
            it.tableName(System.getenv("TABLE"))
                .item(Map.of("pk", text(message.id()), "from", text(message.from())))
                .conditionExpression("attribute_not_exists(pk)"));
    var text = JSON.writeValueAsString(message);
    sqs.sendMessage(
        it ->
            it.queueUrl(System.getenv("INBOUND_QUEUE_URL"))
                .messageGroupId(message.from())
                .messageDeduplicationId(message.id())
                .messageBody(text));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.builder().s(value).build();
  }

  private static boolean genuine(String body, String header) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(utf8(System.getenv("SECRET")), "HmacSHA256"));
      var expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(utf8(body)));
      return header != null && MessageDigest.isEqual(utf8(expected), utf8(header));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
