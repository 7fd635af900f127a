package dragoman.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.EffectRef;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Sending by SES (Amazon SES API v2 reference, "SendEmail" and "Common errors").
 *
 * <p>The call names no region and is not signed: both are the sender's own, who has the
 * credentials. What SES tells of the mail carries our reference as a tag, if a configuration set
 * tells it.
 */
final class EmailSend {
  static final String TAG = "dragoman-ref";
  private static final URI SEND =
      URI.create("https://email.amazonaws.com/v2/email/outbound-emails");
  private static final Duration TOMORROW_PERHAPS = Duration.ofMinutes(15);

  private EmailSend() {}

  static HttpCall call(Reply reply, Account account) {
    var chat = EmailChat.read(reply.to());
    var json = Json.object().put("FromEmailAddress", account.id());
    json.putObject("Destination").putArray("ToAddresses").add(chat.address());
    var simple = json.putObject("Content").putObject("Simple");
    text(simple.putObject("Subject"), subject(chat.subject()));
    text(
        simple.putObject("Body").putObject("Text"),
        Fit.within(Integer.MAX_VALUE, reply.text(), reply.link()));
    var headers = simple.putArray("Headers");
    // So that another machine does not answer it (RFC 3834).
    headers.addObject().put("Name", "Auto-Submitted").put("Value", "auto-replied");
    chat.inReplyTo()
        .ifPresent(
            id -> {
              headers.addObject().put("Name", "In-Reply-To").put("Value", id);
              headers.addObject().put("Name", "References").put("Value", id);
            });
    json.putArray("EmailTags").addObject().put("Name", TAG).put("Value", tag(reply.ref()));
    return new HttpCall(
        "POST",
        SEND,
        SEND.toString(),
        Map.of("content-type", "application/json"),
        Json.write(json));
  }

  private static void text(ObjectNode part, String text) {
    part.put("Data", text).put("Charset", "UTF-8");
  }

  private static String subject(Optional<String> of) {
    return of.map(it -> it.regionMatches(true, 0, "re:", 0, 3) ? it : "Re: " + it).orElse("Re:");
  }

  /** A tag may not hold a full stop. */
  private static String tag(EffectRef ref) {
    return ref.toString().replace('.', '-');
  }

  static String ref(String tag) {
    return tag.replace('-', '.');
  }

  static Outcome outcome(HttpAnswer answer) {
    if (Answers.succeeded(answer)) {
      return new Outcome.Sent(Answers.id(Answers.object(answer), "MessageId"));
    }
    var error =
        Optional.ofNullable(answer.headers().get("x-amzn-errortype"))
            .map(it -> Fields.word(it.replaceFirst(":.*", "")))
            .orElseGet(() -> Answers.http(answer));
    return switch (error) {
      // A second's rate.
      case "TooManyRequestsException", "ThrottlingException" -> Answers.later(answer, error);
      // A day's quota, or a pause that an operator may end.
      case "LimitExceededException", "SendingPausedException" ->
          new Outcome.Retry(TOMORROW_PERHAPS, error);
      default -> Answers.byStatus(error, answer);
    };
  }
}
