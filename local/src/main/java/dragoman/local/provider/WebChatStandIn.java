package dragoman.local.provider;

import dragoman.channel.HttpAnswer;
import java.time.Instant;

/** Our own app's address for replies, which takes everything. */
final class WebChatStandIn implements StandIn {
  @Override
  public boolean takes(String path) {
    return path.startsWith("/webchat/");
  }

  @Override
  public HttpAnswer answer(ProviderCall call, Instant now) {
    return HttpAnswer.json(200, "{\"ok\":true}");
  }
}
