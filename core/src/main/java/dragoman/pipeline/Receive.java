package dragoman.pipeline;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.Reception;
import dragoman.channel.Reception.Accepted;
import dragoman.channel.WebhookRequest;
import dragoman.message.EventJson;
import dragoman.message.InboundMessage;
import dragoman.message.Parked;
import dragoman.message.ParkedJson;
import dragoman.message.ReceiptJson;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Doors.Letter;
import dragoman.pipeline.Doors.Queues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The door to the street: proves a webhook genuine, and says 2xx only once every message and
 * receipt in it is durable.
 *
 * <p>Messages go first, then what is parked, then receipts; if any of them is not taken the answer
 * is 503, and the provider's retry is deduplicated.
 */
public final class Receive {
  /**
   * The most bytes of one event, half of what a table's row may have. No channel's longest message
   * comes near; what does is set aside whole, for a person, rather than lost or cut.
   */
  public static final int MAX_EVENT = 200 << 10;

  public static final String TOO_LARGE = "larger than a conversation keeps";

  private final Doors.Secrets secrets;
  private final Doors.Certificates certificates;
  private final Queues queues;
  private final Doors.Log log;

  /** Takes only what needs no certificate or comes with it, as what a channel signs does. */
  public Receive(Doors.Secrets secrets, Queues queues, Doors.Log log) {
    this(secrets, Doors.Certificates.NONE, queues, log);
  }

  public Receive(
      Doors.Secrets secrets, Doors.Certificates certificates, Queues queues, Doors.Log log) {
    this.secrets = secrets;
    this.certificates = certificates;
    this.queues = queues;
    this.log = log;
  }

  /** Never throws for anything a stranger can send. */
  public HttpAnswer receive(
      String channelName, String endpointName, WebhookRequest request, Instant now) {
    var channel = Channels.named(channelName);
    if (channel.isEmpty()) {
      return refused(channelName, endpointName, HttpAnswer.empty(404), "no such channel");
    }
    try {
      var heard = read(channel.get(), endpointName, request, now);
      return switch (heard.reception()) {
        case Reception.Refused(var answer, var reason) ->
            refused(channelName, endpointName, answer, reason);
        case Reception.Handshake(var answer) -> answer;
        case Accepted accepted -> keep(heard.by().orElseThrow(), accepted, now);
      };
    } catch (Doors.Unavailable e) {
      log.log(new LogEvent.WebhookNotDurable(channelName, endpointName, "secrets"));
      return HttpAnswer.empty(503);
    }
  }

  /**
   * A refusal is looked at once more with secrets fresh from their source, in case they have just
   * been rotated.
   */
  private Heard read(Channel channel, String endpoint, WebhookRequest request, Instant now) {
    var known = secrets.endpoint(channel.name(), endpoint, false);
    var first = heard(channel, known, request, now);
    if (first.reception() instanceof Reception.Refused(var answer, _)
        && (answer.status() == 401 || answer.status() == 403 || answer.status() == 404)) {
      var fresh = secrets.endpoint(channel.name(), endpoint, true);
      if (!fresh.equals(known)) {
        return heard(channel, fresh, request, now);
      }
    }
    return first;
  }

  /** What was heard, and which endpoint proved it. */
  private record Heard(Reception reception, Optional<Endpoint> by) {}

  private Heard heard(
      Channel channel, Optional<Endpoint> endpoint, WebhookRequest request, Instant now) {
    return new Heard(
        endpoint
            .map(it -> channel.receive(withCertificate(channel, request, it), it, now))
            .orElse(UNKNOWN),
        endpoint);
  }

  private WebhookRequest withCertificate(
      Channel channel, WebhookRequest request, Endpoint endpoint) {
    return channel
        .certificate(request, endpoint)
        .flatMap(certificates::at)
        .map(request::with)
        .orElse(request);
  }

  private static final Reception UNKNOWN =
      new Reception.Refused(HttpAnswer.empty(404), "no such endpoint");

  private HttpAnswer keep(Endpoint by, Accepted accepted, Instant now) {
    var channel = by.channel();
    var endpoint = by.name();
    var parked = new ArrayList<Letter>();
    for (var item : accepted.unreadable()) {
      log.log(new LogEvent.WebhookParked(channel, endpoint, item.reason()));
      parked.add(parked(by, item.reason(), item.body(), now));
    }
    var messages = new ArrayList<Letter>();
    for (var message : accepted.messages()) {
      var body = EventJson.write(message);
      if (body.length() > MAX_EVENT) {
        // Larger than the queue takes: it waits compressed for a person rather than being lost or
        // cut.
        log.log(new LogEvent.WebhookParked(channel, endpoint, TOO_LARGE));
        parked.add(parked(by, TOO_LARGE, body.getBytes(StandardCharsets.UTF_8), now));
      } else {
        messages.add(new Letter(message.group().value(), message.key().value(), body));
      }
    }
    var receipts =
        accepted.receipts().stream()
            .map(it -> new Letter("", it.key().value(), ReceiptJson.write(it)))
            .toList();
    if (parked.stream().anyMatch(it -> it.body().length() > Queues.MAX_BYTES)) {
      return refused(channel, endpoint, HttpAnswer.empty(413), "too large even to park");
    }
    if (!sent(channel, endpoint, new Lane.Inbound(), messages)
        || !sent(channel, endpoint, new Lane.ParkedLane(), parked)
        || !sent(channel, endpoint, new Lane.Receipts(), receipts)) {
      return HttpAnswer.empty(503);
    }
    log.log(
        new LogEvent.WebhookAccepted(
            channel,
            endpoint,
            messages.size(),
            receipts.size(),
            parked.size(),
            accepted.ignored().size(),
            accepted.messages().stream().map(InboundMessage::key).toList()));
    return accepted.answer();
  }

  private static Letter parked(Endpoint by, String reason, byte[] body, Instant now) {
    var where = by.channel() + "/" + by.name();
    var parked =
        new Parked(
            where,
            reason,
            body,
            now,
            Optional.of(by.tenant()),
            by.accounts().stream().sorted().toList());
    return new Letter(where, "", ParkedJson.write(parked));
  }

  private boolean sent(String channel, String endpoint, Lane lane, List<Letter> letters) {
    try {
      for (var packet : Packets.of(letters)) {
        if (!queues.send(lane, packet).isEmpty()) {
          log.log(
              new LogEvent.WebhookNotDurable(channel, endpoint, lane.getClass().getSimpleName()));
          return false;
        }
      }
      return true;
    } catch (Doors.Unavailable | Doors.NoSuchQueue e) {
      log.log(new LogEvent.WebhookNotDurable(channel, endpoint, lane.getClass().getSimpleName()));
      return false;
    }
  }

  private HttpAnswer refused(String channel, String endpoint, HttpAnswer answer, String reason) {
    log.log(new LogEvent.WebhookRefused(channel, endpoint, answer.status(), reason));
    return answer;
  }
}
