package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Receipt;
import dragoman.message.Reply;
import dragoman.message.Sender;
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
 * The Viber Bot API (developers.viber.com/docs/api/rest-bot-api, creators.viber.com/docs/bots-api).
 *
 * <p>{@code X-Viber-Content-Signature} is an HMAC of the raw body with the bot's authentication
 * token, which is the token that sends as well. A body is one event of one person and does not say
 * which bot it is for, so an endpoint serves one bot. The answer's body stays empty: what stands in
 * the answer to {@code conversation_started} is shown to the person. No time is signed, so a replay
 * is caught by the event key alone.
 */
public record Viber() implements Channel {
  static final String NAME = "viber";
  private static final int MAX_BODY = 1 << 20;
  private static final String SIGNATURE = "x-viber-content-signature";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Pace: 100 messages an hour to one person who does not answer ("Send a Message"); for the bot
   * none is published.
   */
  @Override
  public Capability capability() {
    return new Capability(
        "Viber Bot API",
        SendClass.BLIND,
        Optional.of(new Capability.Text(ViberSend.MAX_TEXT, Capability.Unit.CHARACTERS)),
        Optional.of(
            new Capability.Button(
                OptionalInt.of(ViberSend.MAX_TEXT), OptionalInt.of(ViberSend.MAX_LABEL))),
        EnumSet.of(MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.DOCUMENT, MediaKind.STICKER),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.of(new Capability.Rate(100, Duration.ofHours(1), 100)),
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
    return WebhookRequest.post(body, Map.of(SIGNATURE, Signature.toHex(hmac)));
  }

  @Override
  public HttpCall reply(Reply reply, Account account, Instant now) {
    return ViberSend.call(reply, account);
  }

  @Override
  public Outcome outcome(HttpAnswer answer) {
    return ViberSend.outcome(answer);
  }

  @Override
  public byte[] harmless(Endpoint endpoint) {
    return "{\"event\":\"webhook\"}".getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<Check> checks(Account account, String webhook) {
    return List.of(ViberSend.webhook(account, webhook));
  }

  private static Reception webhook(WebhookRequest request, Endpoint endpoint, Instant now) {
    var genuine =
        request
            .header(SIGNATURE)
            .flatMap(Signature::fromHex)
            .filter(presented -> Signature.matches(endpoint.keys(), request.body(), presented))
            .isPresent();
    if (!genuine) {
      return Gate.notGenuine();
    }
    var found = new Gate.Findings();
    try {
      var body = Json.read(request.body());
      var account = Gate.onlyAccount(endpoint);
      if (account.isPresent()) {
        readEvent(body, new Bot(endpoint, account.get(), now), found);
      } else {
        found.unreadable("the endpoint does not name exactly one bot", request.body());
      }
    } catch (Json.Malformed e) {
      found.unreadable(e.getMessage(), request.body());
    } catch (Fields.Gap e) {
      found.unreadable(e.getMessage(), request.body());
    }
    return found.accepted();
  }

  /** Whom the event is for, and when it came. */
  private record Bot(Endpoint endpoint, String account, Instant now) {}

  private static void readEvent(JsonNode body, Bot bot, Gate.Findings found) throws Fields.Gap {
    // Early bodies of messages name no event.
    var unnamed = body.path("message").isObject() ? "message" : "";
    var event = Fields.text(body, "event").orElse(unnamed);
    switch (event) {
      case "message" -> readMessage(body, bot, found);
      case "delivered" -> found.add(receipt(body, Receipt.Status.DELIVERED, event, bot));
      case "seen" -> found.add(receipt(body, Receipt.Status.READ, event, bot));
      case "failed" -> found.add(receipt(body, Receipt.Status.FAILED, event, bot));
      case "subscribed", "unsubscribed", "conversation_started" ->
          readNotice(body, event, bot, found);
      case "webhook" -> found.ignored("the test that set_webhook makes", event);
      case "" -> throw new Fields.Gap("event", "is missing");
      default -> readUnknown(body, Fields.word(event), bot, found);
    }
  }

  private static void readMessage(JsonNode body, Bot bot, Gate.Findings found) throws Fields.Gap {
    var token = Fields.id(body, "message_token", "message_token");
    var message = body.path("message");
    if (!message.isObject()) {
      throw new Fields.Gap("message", "is not an object");
    }
    var sender = sender(body);
    if (body.path("silent").asBoolean() && isAddress(message)) {
      // Pressing a button that opens an address tells us the address; nobody said it.
      found.ignored("our link was opened", "message:silent");
      return;
    }
    found.add(
        said(
            body,
            sender,
            ViberContent.of(message),
            Fields.word(message.path("type").asText()),
            "message",
            token,
            bot));
  }

  private static boolean isAddress(JsonNode message) {
    return message.path("text").asText().matches("https?://\\S+");
  }

  private static void readNotice(JsonNode body, String event, Bot bot, Gate.Findings found)
      throws Fields.Gap {
    var sender = sender(body);
    found.add(
        said(
            body,
            sender,
            new Content.Notice(event, Fields.text(body, "context")),
            event,
            event,
            idOfNotice(body, sender),
            bot));
  }

  private static void readUnknown(JsonNode body, String event, Bot bot, Gate.Findings found)
      throws Fields.Gap {
    if (person(body).isEmpty()) {
      found.ignored("nobody said it", event);
      return;
    }
    var sender = sender(body);
    found.add(
        said(
            body,
            sender,
            new Content.Unsupported(event),
            event,
            event,
            idOfNotice(body, sender),
            bot));
  }

  /** A subscription need not have a token of its own. */
  private static String idOfNotice(JsonNode body, Sender sender) {
    return Answers.id(body, "message_token")
        .orElseGet(() -> sender.id() + ":" + Fields.text(body, "timestamp").orElse(""));
  }

  private static InboundMessage said(
      JsonNode body,
      Sender sender,
      Content content,
      String type,
      String kind,
      String externalId,
      Bot bot) {
    var at = Fields.millis(body, "timestamp", bot.now());
    return new InboundMessage(
        bot.endpoint().eventKey(bot.account(), kind, externalId),
        bot.endpoint().conversationKey(bot.account(), sender.id()),
        NAME,
        bot.endpoint().name(),
        bot.account(),
        sender,
        sender.id(),
        false,
        content,
        type,
        externalId,
        at,
        at.toEpochMilli());
  }

  /**
   * What became of a message of ours, by the token its sending was answered with. Viber tells it of
   * people's own messages as well, whose tokens are nobody's of ours.
   */
  private static Receipt receipt(JsonNode body, Receipt.Status status, String event, Bot bot)
      throws Fields.Gap {
    var token = Fields.id(body, "message_token", "message_token");
    return new Receipt(
        bot.endpoint().eventKey(bot.account(), "status:" + event, token),
        NAME,
        bot.endpoint().name(),
        bot.account(),
        token,
        Fields.text(body, "user_id").orElse(""),
        status,
        Optional.empty(),
        Fields.text(body, "desc").map(Fields::word),
        Fields.millis(body, "timestamp", bot.now()));
  }

  private static Sender sender(JsonNode body) throws Fields.Gap {
    var person = person(body).orElseThrow(() -> new Fields.Gap("sender", "is missing"));
    var id =
        person.isObject()
            ? Fields.id(person, "id", "sender.id")
            : Fields.id(body, "user_id", "user_id");
    return new Sender(
        id, List.of(id), Fields.text(person, "name"), Fields.text(person, "language"));
  }

  /** Each event has its own place for the person; some give the id alone. */
  private static Optional<JsonNode> person(JsonNode body) {
    return List.of("sender", "user", "user_id").stream()
        .map(body::path)
        .filter(it -> !it.isMissingNode() && !it.isNull())
        .findFirst();
  }
}
