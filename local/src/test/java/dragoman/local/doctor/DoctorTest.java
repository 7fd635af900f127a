package dragoman.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Account;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.Reception;
import dragoman.channel.Secret;
import dragoman.channel.WebhookRequest;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
  private static final String WEBHOOKS = "https://hooks.example.com/webhooks";

  private final List<Finding> findings = new ArrayList<>();
  private String theirSecret = "hook-secret";
  private String theirToken = "verify-me";
  private Instant theirClock = NOW;
  private String telegramDeliversTo = WEBHOOKS + "/telegram/main";

  private static Endpoint endpoint(String channel, String secret, String verifyToken) {
    var account = channel.equals("telegram") ? "creators_bot" : "1066";
    return new Endpoint(
        "default",
        channel,
        "main",
        List.of(new Secret(secret)),
        Optional.of(new Secret(verifyToken)),
        Set.of(account));
  }

  private static final Doors.Secrets SECRETS =
      new Doors.Secrets() {
        @Override
        public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
          return name.equals("main")
              ? Optional.of(DoctorTest.endpoint(channel, "hook-secret", "verify-me"))
              : Optional.empty();
        }

        @Override
        public Optional<Account> account(String channel, String id) {
          return Optional.of(new Account(channel, id, new Secret("123:token"), Optional.empty()));
        }

        @Override
        public Secret slack() {
          throw new Doors.Unavailable("not asked for");
        }
      };

  /** The deployed endpoint, with its real channel, and the providers. */
  private Exchange answer(String to, HttpCall call) {
    if (to.equals("telegram")) {
      return new Exchange.Answered(
          HttpAnswer.json(
              200, "{\"ok\":true,\"result\":{\"url\":\"" + telegramDeliversTo + "\"}}"));
    }
    if (to.equals("whatsapp")) {
      return new Exchange.Answered(HttpAnswer.json(401, "{\"error\":{\"code\":190}}"));
    }
    var channel = Channels.named(call.url().getPath().split("/")[2]).orElseThrow();
    var headers = new HashMap<String, List<String>>();
    call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    var request =
        new WebhookRequest(
            call.method(),
            Optional.ofNullable(call.url().getRawQuery()).orElse(""),
            headers,
            call.body().getBytes(StandardCharsets.UTF_8));
    var answer =
        switch (channel.receive(request, endpoint(channel.name(), theirSecret, theirToken), NOW)) {
          case Reception.Accepted it -> it.answer();
          case Reception.Handshake it -> it.answer();
          case Reception.Refused it -> it.answer();
        };
    var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(theirClock.atZone(ZoneOffset.UTC));
    return new Exchange.Answered(
        new HttpAnswer(answer.status(), Map.of("date", date), answer.body()));
  }

  private boolean examine(String channel, String endpoint) {
    return new Doctor(SECRETS, this::answer, InstantSource.fixed(NOW), WEBHOOKS, _ -> true)
        .examine(channel, endpoint, findings::add);
  }

  private List<String> problems() {
    return findings.stream().flatMap(it -> it.problem().stream()).toList();
  }

  @Test
  void a_well_kept_endpoint_is_healthy() {
    assertThat(examine("telegram", "main")).isTrue();
    assertThat(problems()).isEmpty();
    assertThat(findings)
        .extracting(Finding::what)
        .containsExactly(
            "takes what is signed with its secret",
            "this clock and the endpoint's agree",
            "refuses what is not signed",
            "Telegram delivers to this endpoint");
  }

  @Test
  void another_secret_at_the_functions_is_found() {
    theirSecret = "an-older-one";
    assertThat(examine("telegram", "main")).isFalse();
    assertThat(problems())
        .containsExactly("it answered 401: the functions have another secret than you gave me");
  }

  @Test
  void another_verify_token_is_found_and_so_is_a_token_the_provider_refuses() {
    theirToken = "another";
    assertThat(examine("whatsapp", "main")).isFalse();
    assertThat(problems())
        .containsExactly(
            "it answered 403: its verifyToken is another than you gave me",
            "Meta refuses the token (http-401); make a new one");
  }

  @Test
  void a_clock_that_is_off_is_found_before_signed_times_are_refused() {
    theirClock = NOW.minusSeconds(120);
    assertThat(examine("telegram", "main")).isFalse();
    assertThat(problems())
        .containsExactly("they differ by 120 s; signed times are refused from 300 s on");
  }

  @Test
  void a_provider_that_delivers_elsewhere_is_found() {
    telegramDeliversTo = "https://old.example.com/hook";
    assertThat(examine("telegram", "main")).isFalse();
    assertThat(problems())
        .containsExactly(
            "it delivers to another address; set " + WEBHOOKS + "/telegram/main at setWebhook");
  }

  @Test
  void an_endpoint_without_a_secret_is_said_to_be_closed() {
    assertThat(examine("telegram", "other")).isFalse();
    assertThat(problems()).containsExactly("there is no secret endpoints/telegram/other");
  }

  @Test
  void no_finding_shows_a_secret() {
    for (var channel : List.of("telegram", "whatsapp")) {
      examine(channel, "main");
    }
    assertThat(findings.toString()).doesNotContain("hook-secret", "123:token", "verify-me");
  }
}
