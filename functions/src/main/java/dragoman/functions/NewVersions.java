package dragoman.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.channel.Channels;
import dragoman.message.Json;
import dragoman.pipeline.Doors;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Versions of functions that nobody is served by yet, each asked for something that changes
 * nothing: a batch without records, and an unsigned webhook for an endpoint that is not there
 * (Lambda's Invoke API).
 *
 * @param receiving the version that takes webhooks
 * @param batching those that are fed by queues
 */
record NewVersions(SignedCalls aws, String receiving, List<String> batching) {
  private static final ObjectMapper ANSWERS = new ObjectMapper();
  private static final String NO_ENDPOINT = "rehearsal-no-such-endpoint";

  /** A version that must not be let at people, and why. */
  record Unfit(String version, String reason) {}

  List<Unfit> unfit() {
    return Stream.concat(
            ask(receiving, webhook(), NewVersions::wrongWithWebhook),
            batching.stream()
                .flatMap(it -> ask(it, "{\"Records\":[]}", NewVersions::wrongWithBatch)))
        .toList();
  }

  private Stream<Unfit> ask(
      String version, String event, Function<JsonNode, Optional<String>> wrong) {
    try {
      var answer =
          aws.post(
              "lambda",
              "/2015-03-31/functions/"
                  + URLEncoder.encode(version, StandardCharsets.UTF_8)
                  + "/invocations",
              Map.of("Content-Type", "application/json"),
              event);
      if (answer.status() != 200) {
        return Stream.of(new Unfit(version, "cannot be invoked: HTTP " + answer.status()));
      }
      var error = answer.headers().get("x-amz-function-error");
      if (error != null) {
        return Stream.of(new Unfit(version, "failed: " + error));
      }
      return wrong
          .apply(ANSWERS.readTree(answer.body()))
          .map(it -> new Unfit(version, it))
          .stream();
    } catch (Doors.Unavailable e) {
      return Stream.of(new Unfit(version, "cannot be invoked: " + e.getMessage()));
    } catch (JsonProcessingException e) {
      return Stream.of(new Unfit(version, "answered something that is not JSON"));
    }
  }

  /** An HTTP API event, payload format 2.0. */
  private static String webhook() {
    var channel = Channels.all().getFirst().name();
    var event =
        Json.object()
            .put("version", "2.0")
            .put("rawPath", "/webhooks/" + channel + "/" + NO_ENDPOINT)
            .put("rawQueryString", "")
            .put("body", "{}")
            .put("isBase64Encoded", false);
    event.putObject("headers").put("content-type", "application/json");
    event.putObject("requestContext").putObject("http").put("method", "POST");
    event.putObject("pathParameters").put("channel", channel).put("endpoint", NO_ENDPOINT);
    return Json.write(event);
  }

  private static Optional<String> wrongWithWebhook(JsonNode answer) {
    var status = answer.path("statusCode").asInt();
    return status == 404 || status == 401
        ? Optional.empty()
        : Optional.of("answered " + status + " to a stranger instead of 404");
  }

  private static Optional<String> wrongWithBatch(JsonNode answer) {
    var failures = answer.path("batchItemFailures");
    return failures.isArray() && failures.isEmpty()
        ? Optional.empty()
        : Optional.of("did not answer an empty batch with an empty list of failures");
  }
}
