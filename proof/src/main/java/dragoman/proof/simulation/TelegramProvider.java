package dragoman.proof.simulation;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.message.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The Telegram Bot API: one update at a time, and no word of what became of our messages. */
record TelegramProvider() implements Provider {
  private static final int FIRST_CHAT = 70_001_000;

  @Override
  public Channel channel() {
    return Channels.named("telegram").orElseThrow();
  }

  @Override
  public boolean batches() {
    return false;
  }

  @Override
  public byte[] webhook(List<Said> together) {
    var said = together.getFirst();
    var chat = FIRST_CHAT + said.by().number();
    var body = Json.object().put("update_id", 5000 + said.number());
    var message =
        body.putObject("message")
            .put("message_id", 100 + said.number())
            .put("date", Scheduler.BEGIN.plusMillis(said.atMillis()).getEpochSecond())
            .put("text", said.text());
    message
        .putObject("from")
        .put("id", chat)
        .put("is_bot", false)
        .put("first_name", said.by().name());
    message.putObject("chat").put("id", chat).put("type", "private");
    return Provider.bytes(body);
  }

  @Override
  public String externalId(Said said) {
    return Integer.toString(100 + said.number());
  }

  @Override
  public Sent read(HttpCall call) {
    var body = Provider.parsed(call.body());
    return new Sent(
        Provider.numbered(body.path("chat_id").asText()), body.path("text").asText(), "");
  }

  @Override
  public HttpAnswer accepted(String id) {
    var body = Json.object().put("ok", true);
    body.putObject("result").put("message_id", Long.parseLong(id));
    return HttpAnswer.json(200, Json.write(body));
  }

  @Override
  public HttpAnswer limited(int seconds) {
    var body = Json.object().put("ok", false).put("error_code", 429);
    body.putObject("parameters").put("retry_after", seconds);
    return HttpAnswer.json(429, Json.write(body));
  }

  @Override
  public HttpAnswer refused() {
    return HttpAnswer.json(403, Json.write(Json.object().put("ok", false).put("error_code", 403)));
  }

  @Override
  public Optional<byte[]> receipt(Sent sent, String id, String status, Instant at) {
    return Optional.empty();
  }
}
