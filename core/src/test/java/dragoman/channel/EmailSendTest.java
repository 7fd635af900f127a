package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.channel.Outcome.Why;
import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmailSendTest {
  private static final Account ACCOUNT =
      new Account("email", "creators@example.com", new Secret("unused"), Optional.empty());
  private static final EventKey EVENT = EventKey.of("t", "email", "a", "message", "1");
  private static final EffectRef REF =
      new EffectRef(ConversationKey.of("t", "email", "a", "b"), EVENT, 0);

  private static HttpCall call(String to, Optional<Reply.Link> link) {
    return new Email()
        .reply(
            new Reply(
                EffectId.of(EVENT, "reply", 0),
                REF,
                "email",
                "main",
                ACCOUNT.id(),
                to,
                "नमस्ते",
                link),
            ACCOUNT,
            ChannelContract.NOW);
  }

  private static JsonNode body(HttpCall call) throws Json.Malformed {
    return Json.read(call.body());
  }

  @Test
  void an_answer_stands_below_the_mail_it_answers() throws Json.Malformed {
    var to =
        EmailChat.of(
            "ann+mail@example.org", Optional.of("<a&b=c?d@example.org>"), Optional.of("Гонорар?"));
    var call =
        call(
            to,
            Optional.of(
                new Reply.Link("Open guide", URI.create("https://guide.example.com/hi/a"))));
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.url().getPath()).isEqualTo("/v2/email/outbound-emails");
    var body = body(call);
    assertThat(body.path("FromEmailAddress").asText()).isEqualTo("creators@example.com");
    assertThat(body.at("/Destination/ToAddresses/0").asText()).isEqualTo("ann+mail@example.org");
    assertThat(body.at("/Content/Simple/Subject/Data").asText()).isEqualTo("Re: Гонорар?");
    assertThat(body.at("/Content/Simple/Body/Text/Data").asText())
        .isEqualTo("नमस्ते\n\nOpen guide: https://guide.example.com/hi/a");
    var headers = body.at("/Content/Simple/Headers");
    assertThat(headers.findValuesAsText("Name"))
        .containsExactly("Auto-Submitted", "In-Reply-To", "References");
    assertThat(headers.findValuesAsText("Value"))
        .containsExactly("auto-replied", "<a&b=c?d@example.org>", "<a&b=c?d@example.org>");
  }

  @Test
  void our_reference_comes_back_as_it_was() throws Json.Malformed {
    var tag = body(call("ann@example.org", Optional.empty())).at("/EmailTags/0/Value").asText();
    assertThat(tag).matches("[A-Za-z0-9_-]{1,256}");
    assertThat(EffectRef.parse(EmailSend.ref(tag))).contains(REF);
  }

  @Test
  void what_cannot_be_told_is_left_out() throws Json.Malformed {
    var body = body(call("ann@example.org", Optional.empty()));
    assertThat(body.at("/Content/Simple/Subject/Data").asText()).isEqualTo("Re:");
    assertThat(body.at("/Content/Simple/Headers")).hasSize(1);
    assertThat(EmailChat.of("a@example.org", Optional.of("<two words@x>"), Optional.empty()))
        .isEqualTo("a@example.org");
    assertThat(EmailChat.read("100%").address()).isEqualTo("100%");
    assertThat(
            body(call(
                    EmailChat.of("a@x.org", Optional.empty(), Optional.of("RE: x")),
                    Optional.empty()))
                .at("/Content/Simple/Subject/Data")
                .asText())
        .isEqualTo("RE: x");
  }

  private static Outcome outcome(int status, String error) {
    return new Email()
        .outcome(
            new HttpAnswer(status, Map.of("x-amzn-errortype", error), "{\"message\":\"...\"}"));
  }

  @Test
  void each_answer_of_ses_is_judged() {
    assertThat(new Email().outcome(HttpAnswer.json(200, "{\"MessageId\":\"0100-1\"}")))
        .isEqualTo(new Outcome.Sent(Optional.of("0100-1")));
    assertThat(outcome(429, "TooManyRequestsException"))
        .isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "TooManyRequestsException"));
    assertThat(outcome(400, "ThrottlingException:http://internal.amazon.com/coral/"))
        .isEqualTo(new Outcome.Retry(Duration.ofSeconds(5), "ThrottlingException"));
    assertThat(outcome(400, "LimitExceededException"))
        .isEqualTo(new Outcome.Retry(Duration.ofMinutes(15), "LimitExceededException"));
    for (var ours :
        new String[] {
          "MessageRejected",
          "MailFromDomainNotVerifiedException",
          "AccountSuspendedException",
          "BadRequestException"
        }) {
      assertThat(outcome(400, ours)).isEqualTo(new Outcome.Refused(Why.OUR_FAULT, ours));
    }
    assertThat(outcome(403, "AccessDeniedException"))
        .isEqualTo(new Outcome.Refused(Why.OUR_FAULT, "AccessDeniedException"));
    assertThat(outcome(503, "ServiceUnavailable"))
        .isEqualTo(new Outcome.Ambiguous("ServiceUnavailable"));
  }
}
