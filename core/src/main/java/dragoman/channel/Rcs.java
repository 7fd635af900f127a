package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content.MediaKind;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * RCS for Business (Google's RCS Business Messaging API,
 * developers.google.com/business-communications/rcs-business-messaging).
 *
 * <p>A webhook is a Pub/Sub push, which wraps one message or event as base64 in {@code
 * message.data}. {@code X-Goog-Signature} is an HMAC-SHA512 of the <em>decoded</em> data with the
 * webhook's client token ("Webhooks", verify incoming messages), so the wrapping has to be read
 * before anything is proven, and nothing of it but the data is used. No time is signed: a replay is
 * caught by the event key alone. As base64 the data may have 256 Ki characters, which are 192 KB.
 *
 * <p>The handshake is a POST of the client token and a secret, answered with the bare secret.
 * Google keeps one queue for all agents of a partner and backs off on anything but 200, so a body
 * that cannot be read is never refused.
 */
public record Rcs() implements Channel {
  static final String NAME = "rcs";

  /** A message holds 250 KB at most, but what people send is far less: files come as links. */
  private static final int MAX_BODY = 512 << 10;

  private static final String SIGNATURE = "x-goog-signature";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Google names no rate. The text is counted in bytes, because "special characters" count as two
   * to four. Unsubscribing in the app sends us the word as well as an event; obeying is ours.
   */
  @Override
  public Capability capability() {
    return new Capability(
        "RCS for Business (Google)",
        SendClass.IDEMPOTENT,
        Optional.of(RcsSend.TEXT),
        Optional.of(
            new Capability.Button(
                OptionalInt.of(RcsSend.MAX_TEXT), OptionalInt.of(RcsSend.MAX_LABEL))),
        EnumSet.of(MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.DOCUMENT),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        Capability.Consent.WE_OBEY);
  }

  @Override
  public Reception receive(WebhookRequest request, Endpoint endpoint, Instant now) {
    return Gate.turnedAway(request, Set.of("POST"), MAX_BODY)
        .orElseGet(() -> webhook(request, endpoint, now));
  }

  /** A body that is not wrapped is wrapped first, as what was set aside has to be. */
  @Override
  public WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now) {
    var wrapped = wrapping(body).flatMap(Rcs::data);
    var hmac = Signature.hmacSha512(endpoint.secrets().getFirst().bytes(), wrapped.orElse(body));
    return WebhookRequest.post(
        wrapped.isPresent() ? body : wrap(body),
        Map.of(SIGNATURE, Base64.getEncoder().encodeToString(hmac)));
  }

  private static byte[] wrap(byte[] data) {
    var wrapping = Json.object();
    wrapping.putObject("message").put("data", Base64.getEncoder().encodeToString(data));
    return Json.write(wrapping).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public HttpCall reply(Reply reply, Account account, Instant now) {
    return RcsSend.call(reply, account);
  }

  @Override
  public Outcome outcome(HttpAnswer answer) {
    return RcsSend.outcome(answer);
  }

  @Override
  public Optional<HttpCall> access(Account account, Instant now) {
    return RcsAccess.call(account, now);
  }

  @Override
  public Optional<Access> accessGiven(HttpAnswer answer, Instant now) {
    return RcsAccess.given(answer, now);
  }

  @Override
  public byte[] harmless(Endpoint endpoint) {
    var agent = endpoint.anAccount().orElse("agent");
    var typing = Json.object().put("eventType", "IS_TYPING").put("agentId", agent);
    return wrap(Json.write(typing).getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public Optional<WebhookRequest> handshake(Endpoint endpoint) {
    return endpoint.secrets().stream()
        .findFirst()
        .map(it -> Json.object().put("clientToken", it.value()).put("secret", "1158201444"))
        .map(it -> Json.write(it).getBytes(StandardCharsets.US_ASCII))
        .map(it -> WebhookRequest.post(it, Map.of()));
  }

  private static Reception webhook(WebhookRequest request, Endpoint endpoint, Instant now) {
    var wrapping = wrapping(request.body());
    var data = wrapping.flatMap(Rcs::data);
    if (data.isPresent()) {
      return genuine(request, data.get(), endpoint)
          ? read(data.get(), endpoint, now)
          : Gate.notGenuine();
    }
    return wrapping
        .filter(it -> it.has("clientToken"))
        .map(it -> handshake(it, endpoint))
        .orElseGet(Gate::notGenuine);
  }

  private static Reception handshake(JsonNode body, Endpoint endpoint) {
    var proven = Signature.isOneOf(endpoint.secrets(), body.path("clientToken").asText());
    var secret = body.path("secret").asText();
    return proven && secret.matches("[A-Za-z0-9._-]{1,256}")
        ? new Reception.Handshake(HttpAnswer.text(200, secret))
        : Gate.refused(403, "handshake refused");
  }

  private static boolean genuine(WebhookRequest request, byte[] data, Endpoint endpoint) {
    return request
        .header(SIGNATURE)
        .flatMap(value -> Signature.fromBase64(Signature.SHA512_LENGTH, value))
        .filter(presented -> Signature.matchesSha512(endpoint.keys(), data, presented))
        .isPresent();
  }

  /** The body as an object, proven by nobody yet. */
  private static Optional<JsonNode> wrapping(byte[] body) {
    try {
      return Optional.of(Json.read(body)).filter(JsonNode::isObject);
    } catch (Json.Malformed e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> data(JsonNode wrapping) {
    return Optional.of(wrapping.path("message").path("data"))
        .filter(JsonNode::isTextual)
        .flatMap(data -> Signature.canonicalBase64(data.textValue()));
  }

  /** What is set aside of it is the data, which alone was proven. */
  private static Reception read(byte[] data, Endpoint endpoint, Instant now) {
    var found = new Gate.Findings();
    try {
      var said = Json.read(data);
      if (!said.isObject()) {
        throw new Fields.Gap("message.data", "is not an object");
      }
      readSaid(said, data, endpoint, now, found);
    } catch (Json.Malformed e) {
      found.unreadable("message.data is " + e.getMessage(), data);
    } catch (Fields.Gap e) {
      found.unreadable(e.getMessage(), data);
    }
    return found.accepted();
  }

  private static void readSaid(
      JsonNode said, byte[] data, Endpoint endpoint, Instant now, Gate.Findings found)
      throws Fields.Gap {
    var account = account(said, endpoint);
    var context = new RcsContent.Context(endpoint, account, RcsContent.time(said, now));
    // A message and a tap have no event type, only events have.
    var event = Fields.text(said, "eventType").map(Fields::word);
    if (event.isPresent() && !RcsContent.isSaid(event.get())) {
      RcsContent.readEvent(event.get(), said, context, found);
    } else if (endpoint.speaksFor(account)) {
      RcsContent.readMessage(said, event, context, found);
    } else {
      found.unreadable("account not configured at this endpoint", data);
    }
  }

  /**
   * The agent's id, without the domain that some ids carry and others do not. The wrapping names it
   * too, but unsigned.
   */
  private static String account(JsonNode said, Endpoint endpoint) throws Fields.Gap {
    var account =
        Fields.text(said, "agentId")
            .map(id -> id.replaceFirst("@rbm\\.goog$", ""))
            .or(() -> Gate.onlyAccount(endpoint))
            .orElseThrow(() -> new Fields.Gap("agentId", "is missing"));
    if (!account.matches(RcsSend.AGENT)) {
      throw new Fields.Gap("agentId", "has characters no agent's id has");
    }
    return account;
  }
}
