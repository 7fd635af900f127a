package dragoman.channel;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What LINE knows of an account (Messaging API reference, "Get bot info", "Get webhook endpoint").
 */
final class LineCheck {
  private static final String BOT = "https://api.line.me/v2/bot/";
  private static final String WHERE =
      "LINE Developers Console > the channel > Messaging API > Webhook settings";

  private LineCheck() {}

  static List<Check> all(Account account, String webhook) {
    return List.of(
        new Check(
            "the token is of this account", get("info", account), answer -> bot(answer, account)),
        new Check(
            "LINE delivers to this endpoint",
            get("channel/webhook/endpoint", account),
            answer -> delivers(answer, webhook)));
  }

  private static HttpCall get(String what, Account account) {
    return new HttpCall(
        "GET",
        URI.create(BOT + what),
        BOT + what,
        Map.of("authorization", "Bearer " + account.token().value()),
        "");
  }

  private static Optional<String> bot(HttpAnswer answer, Account account) {
    if (!Answers.succeeded(answer)) {
      return Optional.of("LINE refuses the token (" + Answers.http(answer) + "); issue a new one");
    }
    return Fields.text(Answers.object(answer), "userId").filter(account.id()::equals).isPresent()
        ? Optional.empty()
        : Optional.of("the token is of another bot; the account id is the bot's own user id");
  }

  private static Optional<String> delivers(HttpAnswer answer, String webhook) {
    var set = Answers.object(answer);
    if (!Answers.succeeded(answer) && answer.status() != 404) {
      return Optional.of("LINE refuses to tell (" + Answers.http(answer) + ")");
    }
    var problem = Answers.delivers(Fields.text(set, "endpoint"), webhook, WHERE);
    return problem.isPresent() || set.path("active").asBoolean()
        ? problem
        : Optional.of("its webhook is switched off; switch on Use webhook at " + WHERE);
  }
}
