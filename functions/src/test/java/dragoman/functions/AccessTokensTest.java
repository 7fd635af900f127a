package dragoman.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dragoman.channel.Account;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.Secret;
import dragoman.message.Json;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private static final String KEY = key();

  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private String secret = KEY;
  private Exchange answer = given("ya29.first", 3599);
  private final List<HttpCall> calls = new ArrayList<>();
  private final AccessTokens tokens =
      new AccessTokens(
          new Secrets(),
          (provider, call) -> {
            assertThat(provider).isEqualTo("rcs");
            calls.add(call);
            return answer;
          },
          () -> now);

  private final class Secrets implements Doors.Secrets {
    @Override
    public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
      return Optional.empty();
    }

    @Override
    public Optional<Account> account(String channel, String id) {
      return id.equals("nobody")
          ? Optional.empty()
          : Optional.of(new Account(channel, id, new Secret(secret), Optional.empty()));
    }

    @Override
    public Secret slack() {
      return new Secret("xoxb-test");
    }
  }

  private static String key() {
    try {
      var pem = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
      return Json.write(
          Json.object()
              .put("client_email", "agent@example.com")
              .put("private_key", Base64.getEncoder().encodeToString(pem)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static Exchange given(String token, int seconds) {
    return new Exchange.Answered(
        HttpAnswer.json(
            200, "{\"access_token\":\"%s\",\"expires_in\":%d}".formatted(token, seconds)));
  }

  private String token(String channel, String account) {
    return tokens.account(channel, account).orElseThrow().token().value();
  }

  @Test
  void a_key_is_traded_once_for_as_long_as_its_token_is_good() {
    assertThat(token("rcs", "agent")).isEqualTo("ya29.first");
    now = now.plus(Duration.ofMinutes(54));
    assertThat(token("rcs", "agent")).isEqualTo("ya29.first");
    assertThat(calls).hasSize(1);

    answer = given("ya29.second", 3599);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(token("rcs", "agent")).isEqualTo("ya29.second");
    assertThat(calls).hasSize(2);
  }

  @Test
  void each_account_has_a_token_of_its_own() {
    assertThat(token("rcs", "agent")).isEqualTo("ya29.first");
    answer = given("ya29.other", 3599);
    assertThat(token("rcs", "other")).isEqualTo("ya29.other");
    assertThat(token("rcs", "agent")).isEqualTo("ya29.first");
  }

  @Test
  void another_key_is_traded_at_once() {
    assertThat(token("rcs", "agent")).isEqualTo("ya29.first");
    secret = key();
    answer = given("ya29.second", 3599);
    assertThat(token("rcs", "agent")).isEqualTo("ya29.second");
  }

  @Test
  void what_sends_by_itself_is_not_traded() {
    secret = "ready-token";
    assertThat(token("rcs", "agent")).isEqualTo("ready-token");
    assertThat(token("whatsapp", "1001")).isEqualTo("ready-token");
    assertThat(tokens.account("rcs", "nobody")).isEmpty();
    assertThat(tokens.slack().value()).isEqualTo("xoxb-test");
    assertThat(calls).isEmpty();
  }

  @Test
  void without_a_token_nothing_can_be_sent_yet_and_nothing_is_told_of_the_key() {
    for (var none :
        List.of(
            new Exchange.Answered(HttpAnswer.json(400, "{\"error\":\"invalid_grant\"}")),
            new Exchange.Answered(HttpAnswer.json(200, "{}")),
            new Exchange.NotSent("ConnectException"),
            new Exchange.Lost("SocketTimeoutException"))) {
      answer = none;
      assertThatThrownBy(() -> token("rcs", "agent"))
          .isInstanceOf(Doors.Unavailable.class)
          .hasMessageStartingWith("no access token for rcs: ")
          .hasMessageNotContaining("agent");
    }
    answer = given("ya29.at-last", 3599);
    assertThat(token("rcs", "agent")).isEqualTo("ya29.at-last");
  }

  @Test
  void a_key_that_is_none_is_left_for_the_channel_to_refuse() {
    secret = "{\"private_key\":\"none\"}";
    assertThat(token("rcs", "agent")).isEqualTo(secret);
    assertThat(calls).isEmpty();
  }
}
