package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.Content.MediaKind;
import dragoman.message.Json;
import dragoman.message.Reply;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * E-mail through Amazon SES: SES publishes what it receives, and what became of what we sent, to a
 * topic of SNS, which posts it here (Amazon SES Developer Guide, "Contents of notifications for
 * email receiving"; Amazon SNS Developer Guide, "Parsing message formats").
 *
 * <p>Two things prove a body: the endpoint's secret in the query of the subscribed address ({@code
 * ?token=…}), and SNS's signature over the words in it. The token is looked at first, so that
 * nothing is fetched for a stranger. SNS signs for everybody's topics alike, so an endpoint should
 * name its own: its {@code verifyToken}, if it has one, is the ARN of the only topic it hears.
 *
 * <p>Nothing is fetched from an address in a body. A subscription waits for an operator to confirm
 * it; it is set aside for one, as is the end of a subscription.
 */
public record Email() implements Channel {
  static final String NAME = "email";

  /** A message of SNS has 256 KiB at most, whose JSON is escaped once more on its way. */
  private static final int MAX_BODY = 1 << 20;

  private static final int MAX_QUERY = 4 << 10;
  private static final String TOKEN = "token=";

  @Override
  public String name() {
    return NAME;
  }

  /** SES sets an AWS account its own rate, which a channel cannot know; it throttles beyond it. */
  @Override
  public Capability capability() {
    return new Capability(
        "E-mail (Amazon SES)",
        SendClass.RECEIPT,
        Optional.empty(),
        Optional.empty(),
        EnumSet.of(MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.DOCUMENT),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        Capability.Consent.PERSON_BLOCKS);
  }

  @Override
  public Optional<URI> certificate(WebhookRequest request, Endpoint endpoint) {
    return request.certificate().isEmpty() && knocks(request, endpoint).isEmpty()
        ? envelope(request.body()).flatMap(EmailSignature::certificate)
        : Optional.empty();
  }

  @Override
  public Reception receive(WebhookRequest request, Endpoint endpoint, Instant now) {
    return knocks(request, endpoint).orElseGet(() -> webhook(request, endpoint, now));
  }

  /** Refused before the body is looked at; empty for who knows the token. */
  private static Optional<Reception> knocks(WebhookRequest request, Endpoint endpoint) {
    var away = Gate.turnedAway(request, Set.of("POST"), MAX_BODY);
    if (away.isPresent()) {
      return away;
    }
    return token(request.query()).filter(it -> Signature.isOneOf(endpoint.secrets(), it)).isEmpty()
        ? Optional.of(Gate.notGenuine())
        : Optional.empty();
  }

  /** The token, if there is exactly one. */
  private static Optional<String> token(String query) {
    if (query.length() > MAX_QUERY) {
      return Optional.empty();
    }
    var tokens = Arrays.stream(query.split("&")).filter(it -> it.startsWith(TOKEN)).toList();
    try {
      return tokens.size() == 1
          ? Optional.of(
              URLDecoder.decode(
                  tokens.getFirst().substring(TOKEN.length()), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ObjectNode> envelope(byte[] body) {
    try {
      return Json.read(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (Json.Malformed e) {
      return Optional.empty();
    }
  }

  private static Reception webhook(WebhookRequest request, Endpoint endpoint, Instant now) {
    // What is no object has no place for a signature.
    return envelope(request.body())
        .filter(it -> genuine(request, it, endpoint, now))
        .map(it -> read(it, request.body(), endpoint, now))
        .orElseGet(Gate::notGenuine);
  }

  private static boolean genuine(
      WebhookRequest request, JsonNode envelope, Endpoint endpoint, Instant now) {
    var topic = envelope.path("TopicArn").asText();
    return endpoint.verifyToken().stream().allMatch(it -> Signature.isOneOf(List.of(it), topic))
        && request
            .certificate()
            .filter(pem -> EmailSignature.genuine(envelope, pem, now))
            .isPresent();
  }

  private static Reception read(JsonNode envelope, byte[] raw, Endpoint endpoint, Instant now) {
    var found = new Gate.Findings();
    switch (envelope.path("Type").asText()) {
      case "Notification" ->
          new EmailNotification(endpoint, now, raw).read(envelope.path("Message").asText(), found);
      case "SubscriptionConfirmation" ->
          found.unreadable("a subscription waits: see docs/channels/email.md to confirm it", raw);
      case "UnsubscribeConfirmation" ->
          found.unreadable("the subscription was ended: no mail comes in by it any more", raw);
      default -> found.unreadable("Type is none that SNS sends", raw);
    }
    return found.accepted();
  }

  /**
   * Signed as {@link EmailSignature#rehearsed} says, and with its certificate at hand: it proves
   * itself here, and over the wire only where that certificate is served in SNS's place.
   */
  @Override
  public WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now) {
    var query =
        TOKEN + URLEncoder.encode(endpoint.secrets().getFirst().value(), StandardCharsets.UTF_8);
    var signed =
        envelope(body)
            .map(it -> EmailSignature.rehearsed(it, endpoint.verifyToken(), now))
            .map(it -> Json.write(it).getBytes(StandardCharsets.UTF_8))
            .orElse(body);
    return new WebhookRequest("POST", "", query, Map.of(), signed)
        .with(EmailRehearsal.certificate());
  }

  @Override
  public boolean providerAloneSigns() {
    return true;
  }

  /** A deployed endpoint refuses it, as it does all that SNS did not sign itself. */
  @Override
  public byte[] harmless(Endpoint endpoint) {
    return Json.write(Json.object().put("Type", "Notification").put("Message", "Is anybody there?"))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public HttpCall reply(Reply reply, Account account, Instant now) {
    return EmailSend.call(reply, account);
  }

  @Override
  public Outcome outcome(HttpAnswer answer) {
    return EmailSend.outcome(answer);
  }
}
