package dragoman.proof.simulation;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.SendClass;
import dragoman.message.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our own app: one message a body, and a second copy of ours is refused by its id. */
record WebChatProvider() implements Provider {
  @Override
  public Channel channel() {
    return Channels.named("webchat").orElseThrow();
  }

  @Override
  public boolean batches() {
    return false;
  }

  @Override
  public byte[] webhook(List<Said> together) {
    var said = together.getFirst();
    var body =
        Json.object()
            .put("type", "message.created")
            .put("timestamp", Scheduler.BEGIN.plusMillis(said.atMillis()).toString());
    var data =
        body.putObject("data")
            .put("account", Town.account(SendClass.IDEMPOTENT))
            .put("conversation_id", "c")
            .put("message_id", externalId(said))
            .put("text", said.text());
    data.putObject("user")
        .put("id", "u" + (1000 + said.by().number()))
        .put("name", said.by().name());
    return Provider.bytes(body);
  }

  @Override
  public String externalId(Said said) {
    return "web-" + said.number();
  }

  @Override
  public Sent read(HttpCall call) {
    var data = Provider.parsed(call.body()).path("data");
    return new Sent(
        Provider.numbered(data.path("to").asText()),
        data.path("text").asText(),
        data.path("message_id").asText());
  }

  @Override
  public HttpAnswer accepted(String id) {
    return HttpAnswer.empty(204);
  }

  @Override
  public HttpAnswer limited(int seconds) {
    return new HttpAnswer(429, Map.of("retry-after", Integer.toString(seconds)), "");
  }

  @Override
  public HttpAnswer refused() {
    return HttpAnswer.empty(404);
  }

  @Override
  public Optional<byte[]> receipt(Sent sent, String id, String status, Instant at) {
    return Optional.empty();
  }
}
