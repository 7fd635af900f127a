package dragoman.functions;

import static dragoman.functions.AwsStandIn.RECEIVE;
import static dragoman.functions.AwsStandIn.ROUTE;
import static dragoman.functions.AwsStandIn.TRACK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.functions.AwsStandIn.Answer;
import dragoman.functions.AwsStandIn.Call;
import dragoman.functions.NewVersions.Unfit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewVersionsTest {
  private AwsStandIn aws;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStandIn();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private List<Unfit> unfit() {
    var settings = new Settings(aws.environment(Path.of("")));
    return new NewVersions(
            new SignedCalls(settings), settings.webhookVersion(), settings.queueVersions())
        .unfit();
  }

  @Test
  void each_version_is_asked_once_in_lambda_s_name() {
    assertThat(unfit()).isEmpty();
    assertThat(aws.asked).extracting(Call::to).containsExactly(RECEIVE, ROUTE, TRACK);
    assertThat(aws.asked)
        .extracting(Call::authorization)
        .allMatch(it -> it.contains("/eu-west-1/lambda/aws4_request"));
  }

  @Test
  void a_batch_without_records_and_a_strangers_webhook_change_nothing() throws IOException {
    unfit();

    assertThat(aws.asked.subList(1, 3))
        .allSatisfy(it -> assertThat(it.body().toString()).isEqualTo("{\"Records\":[]}"));
    var webhook = ApiCall.read(new ObjectMapper().writeValueAsBytes(aws.asked.getFirst().body()));
    assertThat(webhook.channel()).isEqualTo("whatsapp");
    assertThat(webhook.endpoint()).isEqualTo("rehearsal-no-such-endpoint");
    assertThat(webhook.request().method()).isEqualTo("POST");
    assertThat(webhook.request().headers()).containsOnlyKeys("content-type");
  }

  @Test
  void a_version_that_fails_is_unfit() {
    aws.versions.put(ROUTE, new Answer(200, "Unhandled", "{\"errorMessage\":\"x\"}"));
    assertThat(unfit()).containsExactly(new Unfit(ROUTE, "failed: Unhandled"));
    assertThat(aws.asked).as("the others are asked all the same").hasSize(3);
  }

  @Test
  void a_version_that_leaves_something_of_an_empty_batch_is_unfit() {
    for (var answer : List.of("{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}", "null")) {
      aws.versions.put(TRACK, Answer.of(answer));
      assertThat(unfit())
          .containsExactly(
              new Unfit(TRACK, "did not answer an empty batch with an empty list of failures"));
    }
  }

  @Test
  void a_version_that_answers_5xx_is_unfit() {
    aws.versions.put(RECEIVE, Answer.of("{\"statusCode\":503}"));
    assertThat(unfit())
        .containsExactly(new Unfit(RECEIVE, "answered 503 to a stranger instead of 404"));
  }

  @Test
  void a_version_that_lets_a_stranger_in_is_unfit() {
    aws.versions.put(RECEIVE, Answer.of("{\"statusCode\":200}"));
    assertThat(unfit())
        .containsExactly(new Unfit(RECEIVE, "answered 200 to a stranger instead of 404"));
  }

  @Test
  void a_version_that_is_not_there_is_unfit() {
    aws.versions.remove(TRACK);
    assertThat(unfit()).containsExactly(new Unfit(TRACK, "cannot be invoked: HTTP 404"));
  }

  @Test
  void a_version_that_is_throttled_is_asked_again_before_it_is_unfit() {
    aws.versions.put(TRACK, new Answer(429, "", "{}"));
    assertThat(unfit()).containsExactly(new Unfit(TRACK, "cannot be invoked: HTTP 429"));
    assertThat(aws.asked).filteredOn(it -> it.to().equals(TRACK)).hasSize(3);
  }

  @Test
  void a_version_that_answers_gibberish_is_unfit() {
    aws.versions.put(ROUTE, Answer.of("<html>"));
    assertThat(unfit()).containsExactly(new Unfit(ROUTE, "answered something that is not JSON"));
  }

  @Test
  void a_version_that_cannot_be_reached_is_unfit() {
    aws.close();
    assertThat(unfit())
        .extracting(Unfit::reason)
        .containsOnly("cannot be invoked: lambda: ConnectException")
        .hasSize(3);
  }
}
