package dragoman.functions;

import dragoman.channel.Access;
import dragoman.channel.Account;
import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpCall;
import dragoman.channel.Secret;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The door to the secrets for those who send: where a channel trades an account's lasting secret
 * for a token that sends, the account comes with the token. It is kept until five minutes before
 * its end, in memory alone, and given up at once when the secret is another. Safe for use by
 * several threads.
 *
 * <p>Where no token is to be had the door is {@link Doors.Unavailable}: nothing has been sent, and
 * there is nothing to doubt.
 */
final class AccessTokens implements Doors.Secrets {
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private record Place(String channel, String account) {}

  private record Kept(Secret secret, Access access) {}

  private final Doors.Secrets secrets;
  private final Doors.Http http;
  private final InstantSource clock;
  private final Map<Place, Kept> kept = new HashMap<>();

  AccessTokens(Doors.Secrets secrets, Doors.Http http, InstantSource clock) {
    this.secrets = secrets;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
    return secrets.endpoint(channel, name, fresh);
  }

  @Override
  public Optional<Account> account(String channel, String id) {
    return secrets
        .account(channel, id)
        .map(account -> Channels.named(channel).map(it -> ready(it, account)).orElse(account));
  }

  @Override
  public Secret slack() {
    return secrets.slack();
  }

  private synchronized Account ready(Channel channel, Account account) {
    var now = clock.instant();
    var place = new Place(account.channel(), account.id());
    var known = kept.get(place);
    if (known != null
        && known.secret().equals(account.token())
        && now.isBefore(known.access().until().minus(MARGIN))) {
      return account.with(known.access());
    }
    Optional<HttpCall> call;
    try {
      call = channel.access(account, now);
    } catch (IllegalArgumentException e) {
      // No waiting helps; the channel refuses such an account when it is to send.
      return account;
    }
    return call.map(
            it -> {
              var access = trade(channel, it);
              kept.put(place, new Kept(account.token(), access));
              return account.with(access);
            })
        .orElse(account);
  }

  private Access trade(Channel channel, HttpCall call) {
    return switch (http.send(channel.name(), call)) {
      case Exchange.Answered(var answer) ->
          channel
              .accessGiven(answer, clock.instant())
              .orElseThrow(() -> none(channel, "http-" + answer.status()));
      case Exchange.NotSent(var why) -> throw none(channel, why);
      case Exchange.Lost(var why) -> throw none(channel, why);
    };
  }

  private static Doors.Unavailable none(Channel channel, String why) {
    return new Doors.Unavailable("no access token for " + channel.name() + ": " + why);
  }
}
