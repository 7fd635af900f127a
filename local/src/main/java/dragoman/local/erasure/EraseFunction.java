package dragoman.local.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** The function EraseContact of one stack, called by its name. */
record EraseFunction(LambdaClient lambda, String name) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @throws IllegalArgumentException if the function says that it was asked wrongly
   * @throws IllegalStateException if it did not do it; says what to look at
   */
  JsonNode call(Asked asked) {
    var answer = answer(invoke(question(asked)));
    if (answer.hasNonNull("wrong")) {
      throw new IllegalArgumentException(answer.get("wrong").asText());
    }
    if (answer.hasNonNull("problem")) {
      throw new IllegalStateException(answer.get("problem").asText());
    }
    return answer;
  }

  private static String question(Asked asked) {
    var json =
        JSON.createObjectNode().put("channel", asked.channel()).put("dryRun", asked.dryRun());
    var accounts = json.putArray("accounts");
    asked.accounts().forEach(accounts::add);
    var ids = json.putArray("ids");
    asked.ids().forEach(ids::add);
    return json.toString();
  }

  private InvokeResponse invoke(String payload) {
    try {
      return lambda.invoke(
          request -> request.functionName(name).payload(SdkBytes.fromUtf8String(payload)));
    } catch (ResourceNotFoundException e) {
      throw new IllegalStateException(
          "there is no function " + name + ": is --stack right, and is its version this one?");
    } catch (SdkClientException e) {
      throw new IllegalStateException(
          "the function "
              + name
              + " could not be called: nobody answers there, or no keys or region are set. With"
              + " --endpoint, --functions says where './dragoman local' answers");
    } catch (SdkException e) {
      throw new IllegalStateException(
          "the function "
              + name
              + " could not be called; may you call it (lambda:InvokeFunction)?");
    }
  }

  private JsonNode answer(InvokeResponse response) {
    if (response.functionError() != null) {
      throw new IllegalStateException(
          "the function " + name + " failed: its log says why; erase again once it is mended");
    }
    try {
      return JSON.readTree(response.payload().asUtf8String());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what answers as " + name + " is not it");
    }
  }
}
