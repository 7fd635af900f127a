package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What leaves for SES and SNS, seen at the door behind which the wire begins. */
class SesCallsTest {
  private static final HttpCall CALL =
      new HttpCall(
          "POST",
          URI.create("https://email.amazonaws.com/v2/email/outbound-emails"),
          "https://email.amazonaws.com/v2/email/outbound-emails",
          Map.of("content-type", "application/json"),
          "{\"FromEmailAddress\":\"a@example.com\"}");

  private final List<HttpCall> sent = new ArrayList<>();

  private Exchange wire(HttpCall call, Exchange answer) {
    sent.add(call);
    return answer;
  }

  private static Exchange answered(int status, String body) {
    return new Exchange.Answered(new HttpAnswer(status, Map.of(), body));
  }

  private SesCalls calls(String region) {
    var settings =
        new Settings(
            Map.of(
                "AWS_REGION",
                region,
                "AWS_ACCESS_KEY_ID",
                "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY",
                "example",
                "AWS_SESSION_TOKEN",
                "session"));
    return new SesCalls(settings, (_, call) -> wire(call, answered(200, "{}")));
  }

  @Test
  void a_mail_goes_to_the_functions_own_region_signed_for_ses() {
    calls("eu-west-1").send("email", CALL);

    var call = sent.getFirst();
    assertThat(call.url())
        .hasToString("https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails");
    assertThat(call.body()).isEqualTo(CALL.body());
    var headers =
        call.headers().entrySet().stream()
            .collect(
                Collectors.toMap(it -> it.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    assertThat(headers.get("authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
        .contains("/eu-west-1/ses/aws4_request")
        .contains("SignedHeaders=content-type;host;");
    assertThat(headers)
        .containsEntry("x-amz-security-token", "session")
        .containsEntry("content-type", "application/json")
        .containsKey("x-amz-date")
        .doesNotContainKey("host");
    assertThat(call.toString()).doesNotContain("session");
  }

  @Test
  void china_has_another_domain() {
    calls("cn-north-1").send("email", CALL);
    assertThat(sent.getFirst().url().getHost()).isEqualTo("email.cn-north-1.amazonaws.com.cn");
  }

  @Test
  void other_channels_calls_pass_as_they_are() {
    calls("eu-west-1").send("telegram", CALL);
    assertThat(sent).containsExactly(CALL);
  }

  private static final URI CERTIFICATE =
      URI.create("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0a.pem");

  @Test
  void a_certificate_is_fetched_once() {
    var certificates = new FetchedCertificates((_, call) -> wire(call, answered(200, "pem")));
    assertThat(certificates.at(CERTIFICATE)).contains("pem");
    assertThat(certificates.at(CERTIFICATE)).contains("pem");
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().method()).isEqualTo("GET");
    for (var i = 0; i < 20; i++) {
      certificates.at(CERTIFICATE.resolve("/SimpleNotificationService-" + i + ".pem"));
    }
    certificates.at(CERTIFICATE);
    assertThat(sent).as("no more than the last ones are kept").hasSize(22);
  }

  @Test
  void a_certificate_that_is_not_there_is_none_and_one_that_cannot_be_had_is_asked_for_again() {
    assertThat(new FetchedCertificates((_, _) -> answered(403, "<Error/>")).at(CERTIFICATE))
        .isEmpty();
    for (var answer :
        List.of(answered(503, ""), new Exchange.NotSent("x"), new Exchange.Lost("x"))) {
      assertThatThrownBy(() -> new FetchedCertificates((_, _) -> answer).at(CERTIFICATE))
          .isInstanceOf(Doors.Unavailable.class);
    }
  }

  @Test
  void nothing_is_fetched_but_over_https() {
    var certificates = new FetchedCertificates((_, call) -> wire(call, answered(200, "pem")));
    assertThat(certificates.at(URI.create("http://sns.eu-west-1.amazonaws.com/a.pem"))).isEmpty();
    assertThat(sent).isEmpty();
  }
}
