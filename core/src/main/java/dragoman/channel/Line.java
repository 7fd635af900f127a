package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content.MediaKind;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The LINE Messaging API (developers.line.biz, "Messaging API reference").
 *
 * <p>{@code X-Line-Signature} is the base64 HMAC-SHA256 of the body under the channel secret, taken
 * with its padding or without. A body holds any number of events of one bot, whose user id is its
 * {@code destination}; the console's Verify sends none, or two with dummy reply tokens.
 */
public record Line() implements Channel {
  static final String NAME = "line";
  private static final int MAX_BODY = 1 << 20;
  private static final String SIGNATURE = "x-line-signature";

  @Override
  public String name() {
    return NAME;
  }

  /** Pace: 2000 calls a second for one channel (Messaging API reference, "Rate limits"). */
  @Override
  public Capability capability() {
    return new Capability(
        "LINE Messaging API",
        SendClass.IDEMPOTENT,
        Optional.of(new Capability.Text(LineSend.MAX_TEXT, Capability.Unit.CHARACTERS)),
        Optional.of(
            new Capability.Button(
                OptionalInt.of(LineSend.MAX_BUTTON_TEXT), OptionalInt.of(LineSend.MAX_LABEL))),
        EnumSet.complementOf(EnumSet.of(MediaKind.VOICE)),
        Optional.empty(),
        false,
        Optional.of(new Capability.Rate(2_000, Duration.ofSeconds(1), 2_000)),
        Optional.empty(),
        Capability.Consent.PERSON_BLOCKS);
  }

  @Override
  public Reception receive(WebhookRequest request, Endpoint endpoint, Instant now) {
    return Gate.turnedAway(request, Set.of("POST"), MAX_BODY)
        .orElseGet(() -> webhook(request, endpoint, now));
  }

  @Override
  public WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now) {
    var hmac = Signature.hmacSha256(endpoint.secrets().getFirst().bytes(), body);
    return WebhookRequest.post(body, Map.of(SIGNATURE, Signature.toBase64(hmac)));
  }

  @Override
  public HttpCall reply(Reply reply, Account account, Instant now) {
    return LineSend.call(reply, account);
  }

  @Override
  public Outcome outcome(HttpAnswer answer) {
    return LineSend.outcome(answer);
  }

  /** What the console's Verify posts. */
  @Override
  public byte[] harmless(Endpoint endpoint) {
    return "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<Check> checks(Account account, String webhook) {
    return LineCheck.all(account, webhook);
  }

  private static Reception webhook(WebhookRequest request, Endpoint endpoint, Instant now) {
    if (!genuine(request, endpoint)) {
      return Gate.notGenuine();
    }
    var found = new Gate.Findings();
    try {
      read(Json.read(request.body()), request.body(), endpoint, now, found);
    } catch (Json.Malformed e) {
      found.unreadable(e.getMessage(), request.body());
    }
    return found.accepted();
  }

  private static boolean genuine(WebhookRequest request, Endpoint endpoint) {
    return request
        .header(SIGNATURE)
        .flatMap(Signature::fromBareBase64)
        .filter(presented -> Signature.matches(endpoint.keys(), request.body(), presented))
        .isPresent();
  }

  private static void read(
      JsonNode body, byte[] raw, Endpoint endpoint, Instant now, Gate.Findings found) {
    if (!body.path("events").isArray()) {
      found.unreadable("events is not a list", raw);
      return;
    }
    var destination = Fields.text(body, "destination");
    var account =
        destination.isPresent()
            ? destination.filter(endpoint::speaksFor)
            : Gate.onlyAccount(endpoint);
    for (var event : body.path("events")) {
      LineEvent.read(event, destination, account, endpoint, now, found);
    }
  }
}
