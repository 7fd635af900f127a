package dragoman.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.proof.fuzzing.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What an AWS client of any make posts to the small SNS. */
class QueryFormFuzzTest {
  private static final int EXECUTIONS = 20_000;

  private static final byte[] SEED =
      ("Action=Publish&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3At&Message=%7B%7D"
              + "&MessageAttributes.entry.1.Name=severity&MessageAttributes.entry.1.Value=P1")
          .getBytes(StandardCharsets.US_ASCII);

  @Test
  void a_form_is_read_or_declined_as_a_problem_of_the_request() {
    var dice = new SplittableRandom(12);
    var bytes = new Bytes(List.of(SEED));
    var declined = 0;
    for (var i = 0; i < EXECUTIONS; i++) {
      var body = new String(bytes.mutated(SEED, dice), StandardCharsets.UTF_8);
      try {
        var form = QueryForm.parse(body);
        assertThat(form.each("MessageAttributes", "entry")).as(body).isNotNull();
        assertThat(form.text("Action")).as(body).isNotNull();
      } catch (SnsProblem declared) {
        declined++;
      }
    }
    assertThat(declined).isBetween(1, EXECUTIONS - 1);
  }
}
