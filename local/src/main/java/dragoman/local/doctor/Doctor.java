package dragoman.local.doctor;

import dragoman.channel.Account;
import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.WebhookRequest;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Looks an endpoint over from both sides: posts to it as its provider would, genuinely and not, and
 * asks the provider where it delivers. Nothing it posts has consequences.
 */
public final class Doctor {
  /** Signed times are good for five minutes; a clock this far off will soon be a loss. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Doors.Secrets secrets;
  private final Doors.Http http;
  private final InstantSource clock;
  private final String webhooks;
  private final Predicate<String> asked;

  /**
   * @param secrets those the deployed functions read
   * @param webhooks the public address of all webhooks, without a slash at its end
   * @param asked the channels whose providers are asked about our accounts
   */
  public Doctor(
      Doors.Secrets secrets,
      Doors.Http http,
      InstantSource clock,
      String webhooks,
      Predicate<String> asked) {
    this.secrets = secrets;
    this.http = http;
    this.clock = clock;
    this.webhooks = webhooks;
    this.asked = asked;
  }

  /**
   * @param channelName a channel there is
   * @param heard hears each finding as it is made
   * @return whether nothing is wrong
   */
  public boolean examine(String channelName, String endpointName, Consumer<Finding> heard) {
    var examination =
        new Examination(Channels.named(channelName).orElseThrow(), endpointName, heard);
    return examination.run();
  }

  private final class Examination {
    private final Channel channel;
    private final String name;
    private final String subject;
    private final String address;
    private final Consumer<Finding> heard;
    private boolean healthy = true;

    Examination(Channel channel, String name, Consumer<Finding> heard) {
      this.channel = channel;
      this.name = name;
      this.subject = channel.name() + "/" + name;
      this.address = webhooks + "/" + subject;
      this.heard = heard;
    }

    boolean run() {
      Optional<Endpoint> found;
      try {
        found = secrets.endpoint(channel.name(), name, false);
      } catch (Doors.Unavailable e) {
        wrong(subject, "its secret can be read", e.getMessage());
        return false;
      }
      if (found.isEmpty()) {
        wrong(subject, "it has a secret", "there is no secret endpoints/" + subject);
        return false;
      }
      var endpoint = found.get().at(found.get().url().orElse(address));
      if (endpoint.secrets().isEmpty()) {
        wrong(subject, "it has a secret", "'secrets' is empty, so everything is refused");
      } else {
        if (!channel.providerAloneSigns()) {
          signature(endpoint);
        }
        unsigned();
      }
      channel.handshake(endpoint).ifPresent(call -> handshake(call));
      endpoint.accounts().stream().sorted().forEach(it -> account(endpoint, it));
      if (endpoint.accounts().isEmpty()) {
        wrong(subject, "it speaks for an account", "'accounts' is empty: name those it hears of");
      }
      return healthy;
    }

    private void signature(Endpoint endpoint) {
      var what = "takes what is signed with its secret";
      WebhookRequest signed;
      try {
        signed = channel.sign(channel.harmless(endpoint), endpoint, clock.instant());
      } catch (IllegalArgumentException e) {
        wrong(subject, what, "the secret is not of the form this channel takes");
        return;
      }
      var answer = post(signed, what);
      if (answer.isEmpty()) {
        return;
      }
      say(what, taken(answer.get().status()));
      clock(answer.get());
    }

    private void unsigned() {
      var unsigned = new WebhookRequest("POST", "", Map.of(), new byte[] {'{', '}'});
      var refused = "refuses what is not signed";
      post(unsigned, refused)
          .ifPresent(
              it ->
                  say(
                      refused,
                      it.status() / 100 == 4
                          ? Optional.empty()
                          : Optional.of(
                              "it answered "
                                  + it.status()
                                  + "; something other than Dragoman answers there")));
    }

    private static Optional<String> taken(int status) {
      return switch (status) {
        case 401, 403 ->
            Optional.of(
                "it answered " + status + ": the functions have another secret than you gave me");
        case 404 ->
            Optional.of("it answered 404: the path is wrong, or the functions lack the secret");
        case 503 -> Optional.of("it answered 503: the functions cannot read their secrets");
        default -> status / 100 == 2 ? Optional.empty() : Optional.of("it answered " + status);
      };
    }

    private void clock(HttpAnswer answer) {
      var theirs = date(answer);
      if (theirs.isPresent()) {
        var off = Duration.between(theirs.get(), clock.instant()).abs();
        say(
            "this clock and the endpoint's agree",
            off.compareTo(SKEW) <= 0
                ? Optional.empty()
                : Optional.of(
                    "they differ by %d s; signed times are refused from 300 s on"
                        .formatted(off.toSeconds())));
      }
    }

    private static Optional<Instant> date(HttpAnswer answer) {
      try {
        return Optional.ofNullable(answer.headers().get("date"))
            .map(it -> ZonedDateTime.parse(it, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }

    private void handshake(WebhookRequest call) {
      var what = "answers the provider's handshake";
      post(call, what)
          .ifPresent(
              it ->
                  say(
                      what,
                      it.status() == 200
                          ? Optional.empty()
                          : Optional.of(
                              "it answered "
                                  + it.status()
                                  + ": its verifyToken is another than you gave me")));
    }

    private void account(Endpoint endpoint, String id) {
      var of = subject + " " + id;
      Optional<Account> account;
      try {
        account = secrets.account(channel.name(), id);
      } catch (Doors.Unavailable e) {
        wrong(of, "its token can be read", e.getMessage());
        return;
      }
      if (account.isEmpty()) {
        wrong(of, "it has a token", "there is no secret accounts/" + channel.name() + "/" + id);
        return;
      }
      if (id.equals(Endpoint.ANY_ACCOUNT) || !asked.test(channel.name())) {
        return; // "*" is of the local runner; no provider knows it.
      }
      try {
        for (var check : channel.checks(account.get(), endpoint.url().orElseThrow())) {
          send(of, check.what(), channel.name(), check.call())
              .ifPresent(it -> say(of, check.what(), check.problem().apply(it)));
        }
      } catch (IllegalArgumentException e) {
        wrong(of, "its settings are usable", e.getMessage());
      }
    }

    private Optional<HttpAnswer> post(WebhookRequest request, String what) {
      var url = address + (request.query().isEmpty() ? "" : "?" + request.query());
      var headers = new HashMap<String, String>();
      headers.put("content-type", "application/json");
      request.headers().forEach((key, values) -> headers.put(key, values.getFirst()));
      return send(
          subject,
          what,
          "webhooks",
          new HttpCall(
              request.method(),
              URI.create(url),
              address,
              headers,
              new String(request.body(), StandardCharsets.UTF_8)));
    }

    private Optional<HttpAnswer> send(String of, String what, String to, HttpCall call) {
      return switch (http.send(to, call)) {
        case Exchange.Answered(var answer) -> Optional.of(answer);
        case Exchange.NotSent(var why) -> unreached(of, what, call, why);
        case Exchange.Lost(var why) -> unreached(of, what, call, why);
      };
    }

    private Optional<HttpAnswer> unreached(String of, String what, HttpCall call, String why) {
      wrong(of, what, call.shown() + " does not answer (" + why + ")");
      return Optional.empty();
    }

    private void say(String what, Optional<String> problem) {
      say(subject, what, problem);
    }

    private void say(String of, String what, Optional<String> problem) {
      healthy &= problem.isEmpty();
      heard.accept(new Finding(of, what, problem));
    }

    private void wrong(String of, String what, String problem) {
      say(of, what, Optional.of(problem));
    }
  }
}
