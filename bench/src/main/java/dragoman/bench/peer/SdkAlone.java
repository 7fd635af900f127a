package dragoman.bench.peer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The floor under any handler that sends through the SDK: it does that, and nothing else. */
public final class SdkAlone implements RequestStreamHandler {
  private final SqsClient sqs =
      SqsClient.builder()
          .region(Region.US_EAST_1)
          .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
          .httpClient(UrlConnectionHttpClient.create())
          .build();

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    sqs.sendMessage(
        it ->
            it.queueUrl(System.getenv("INBOUND_QUEUE_URL"))
                .messageGroupId("1")
                .messageDeduplicationId("1")
                .messageBody(body));
    out.write("{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8));
  }
}
