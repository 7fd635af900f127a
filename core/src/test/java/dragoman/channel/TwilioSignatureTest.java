package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.EffectRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which address counts, and what a signature binds. */
class TwilioSignatureTest {
  private static final TwilioTest SETTING = new TwilioTest();

  private Reception at(Endpoint endpoint, String address, String signed, byte[] body) {
    return SETTING
        .channel()
        .receive(
            TwilioSigner.sign(address, signed, body, SETTING.secrets().getFirst()),
            endpoint,
            ChannelContract.NOW);
  }

  private boolean taken(String address, String signed) {
    return at(SETTING.endpoint(SETTING.secrets().getFirst()), address, signed, SETTING.message())
        instanceof Reception.Accepted;
  }

  /** The example of Twilio's page on security, whose auth token is 12345. */
  @Test
  void the_published_example_is_genuine() {
    var body =
        "CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030"
            + "&To=%2B18005551212";
    var request =
        new WebhookRequest(
            "POST",
            "https://mycompany.com/myapp",
            "",
            Map.of("X-Twilio-Signature", List.of("3KI2uRuYyAdhZIJXcpU0izDUzWI=")),
            TwilioTest.bytes(body));
    assertThat(
            SETTING
                .channel()
                .receive(request, SETTING.endpoint(new Secret("12345")), ChannelContract.NOW))
        .isInstanceOf(Reception.Accepted.class);
  }

  @Test
  void our_reference_comes_back_in_the_address() {
    var ref = SETTING.reply("+12025550111", "Hello", Optional.empty()).ref();
    var url = TwilioTest.ADDRESS + "?ref=" + ref;
    var accepted =
        (Reception.Accepted)
            at(
                SETTING.endpoint(SETTING.secrets().getFirst()),
                url,
                url,
                Events.body("twilio", "status-delivered"));
    assertThat(accepted.receipts().getFirst().callback().flatMap(EffectRef::parse)).contains(ref);
    assertThat(SETTING.receipt("status-delivered").callback()).isEmpty();
  }

  @Test
  void the_port_may_have_been_signed_or_not() {
    var with = "https://dragoman.example.com:8443/webhooks/twilio/main";
    var standard = "https://dragoman.example.com:443/webhooks/twilio/main";
    assertThat(taken(TwilioTest.ADDRESS, standard)).isTrue();
    assertThat(taken(standard, TwilioTest.ADDRESS)).isTrue();
    assertThat(taken(with, TwilioTest.ADDRESS)).isTrue();
    assertThat(taken(with, with)).isTrue();
    assertThat(taken(TwilioTest.ADDRESS, with)).isFalse();
    var plain = "http://dragoman.example.com/webhooks/twilio/main";
    assertThat(taken(plain, "http://dragoman.example.com:80/webhooks/twilio/main")).isTrue();
    assertThat(taken(TwilioTest.ADDRESS, plain)).isFalse();
    assertThat(taken(plain, TwilioTest.ADDRESS)).isFalse();
  }

  @Test
  void another_address_or_query_is_refused() {
    assertThat(taken(TwilioTest.ADDRESS, TwilioTest.ADDRESS + "/")).isFalse();
    assertThat(taken(TwilioTest.ADDRESS, TwilioTest.ADDRESS.replace("main", "other"))).isFalse();
    assertThat(taken(TwilioTest.ADDRESS + "?ref=1", TwilioTest.ADDRESS)).isFalse();
    assertThat(taken(TwilioTest.ADDRESS + "?b=2&a=%2f", TwilioTest.ADDRESS + "?b=2&a=%2f"))
        .isTrue();
    assertThat(taken(TwilioTest.ADDRESS + "?b=2&a=%2f", TwilioTest.ADDRESS + "?b=2&a=%2F"))
        .isFalse();
  }

  @Test
  void a_configured_address_counts_instead_of_the_one_seen() {
    var hidden = "https://abc.execute-api.example.com/webhooks/twilio/main";
    for (var url : List.of(TwilioTest.ADDRESS, TwilioTest.ADDRESS + "?x=1#rc=2")) {
      var endpoint = SETTING.endpoint(SETTING.secrets().getFirst()).at(url);
      assertThat(at(endpoint, hidden, TwilioTest.ADDRESS, SETTING.message()))
          .isInstanceOf(Reception.Accepted.class);
      assertThat(at(endpoint, hidden, hidden, SETTING.message()))
          .isInstanceOf(Reception.Refused.class);
      var signed = SETTING.channel().sign(SETTING.message(), endpoint, ChannelContract.NOW);
      assertThat(SETTING.channel().receive(signed, endpoint, ChannelContract.NOW))
          .isInstanceOf(Reception.Accepted.class);
    }
  }

  @Test
  void every_changed_bit_of_a_form_that_says_something_else_is_refused() {
    var request =
        SETTING.signed(SETTING.message(), SETTING.secrets().getFirst(), ChannelContract.NOW);
    for (var bit = 0; bit < SETTING.message().length * 8; bit++) {
      var changed = SETTING.message();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      if (!SETTING.saysTheSame(SETTING.message(), changed)) {
        assertThat(
                SETTING.receive(
                    new WebhookRequest("POST", request.address(), "", request.headers(), changed)))
            .isInstanceOf(Reception.Refused.class);
      }
    }
  }

  @Test
  void a_body_that_is_no_form_is_bound_by_its_hash_and_set_aside() {
    var body = TwilioTest.bytes("{\"a\": \"b=c&d\"}");
    var signed = SETTING.signed(body, SETTING.secrets().getFirst(), ChannelContract.NOW);
    assertThat(signed.query()).startsWith("bodySHA256=");
    var accepted = (Reception.Accepted) SETTING.receive(signed);
    assertThat(accepted.unreadable().getFirst().body()).isEqualTo(body);
    var other =
        new WebhookRequest(
            "POST",
            signed.address(),
            signed.query(),
            signed.headers(),
            TwilioTest.bytes("{\"a\": 1}"));
    assertThat(SETTING.receive(other)).isInstanceOf(Reception.Refused.class);
  }
}
