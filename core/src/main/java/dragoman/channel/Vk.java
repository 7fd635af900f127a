package dragoman.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.Json;
import dragoman.message.Receipt;
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
 * The VK Callback API of a community (dev.vk.com/api/callback/getting-started).
 *
 * <p>Nothing is signed: the body holds the {@code secret} of the server's settings, which VK leaves
 * out unless it is set and which is demanded here. So the body has to be read before it is proven
 * genuine, and what proves it is taken out before anything is kept. A body is one event of the
 * community {@code group_id}, and the answer must be {@code ok} and nothing else; a confirmation is
 * answered with the string that VK shows in the settings, our endpoint's verify token.
 */
public record Vk() implements Channel {
  static final String NAME = "vk";
  static final String SECRET = "secret";
  private static final int MAX_BODY = 1 << 20;
  private static final HttpAnswer OK = HttpAnswer.text(200, "ok");

  @Override
  public String name() {
    return NAME;
  }

  /** Pace: 20 calls a second with a community's token (dev.vk.com, "Messages from the bot"). */
  @Override
  public Capability capability() {
    return new Capability(
        "VK community messages",
        SendClass.IDEMPOTENT,
        Optional.of(new Capability.Text(VkSend.MAX_TEXT, Capability.Unit.CHARACTERS)),
        Optional.of(
            new Capability.Button(
                OptionalInt.of(VkSend.MAX_TEXT), OptionalInt.of(VkSend.MAX_LABEL))),
        EnumSet.allOf(MediaKind.class),
        Optional.empty(),
        true,
        Optional.of(new Capability.Rate(20, Duration.ofSeconds(1), 20)),
        Optional.empty(),
        Capability.Consent.PERSON_BLOCKS);
  }

  @Override
  public Reception receive(WebhookRequest request, Endpoint endpoint, Instant now) {
    return Gate.turnedAway(request, Set.of("POST"), MAX_BODY)
        .orElseGet(
            () ->
                proven(request.body(), endpoint)
                    .map(body -> read(body, endpoint, now))
                    .orElseGet(Gate::notGenuine));
  }

  /** The secret put into the body; a body that is no JSON object has no place for it. */
  @Override
  public WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now) {
    var secret = endpoint.secrets().getFirst().value();
    var signed =
        object(body)
            .map(it -> Json.write(it.put(SECRET, secret)).getBytes(StandardCharsets.UTF_8))
            .orElse(body);
    return WebhookRequest.post(signed, Map.of());
  }

  @Override
  public HttpCall reply(Reply reply, Account account, Instant now) {
    return VkSend.call(reply, account);
  }

  @Override
  public Outcome outcome(HttpAnswer answer) {
    return VkSend.outcome(answer);
  }

  @Override
  public byte[] harmless(Endpoint endpoint) {
    return event("wall_post_new", endpoint);
  }

  @Override
  public Optional<WebhookRequest> handshake(Endpoint endpoint) {
    return endpoint.verifyToken().isEmpty() || endpoint.secrets().isEmpty()
        ? Optional.empty()
        : Optional.of(sign(event("confirmation", endpoint), endpoint, Instant.EPOCH));
  }

  @Override
  public List<Check> checks(Account account, String webhook) {
    return List.of(VkSend.webhook(account, webhook));
  }

  private static byte[] event(String type, Endpoint endpoint) {
    var community = endpoint.anAccount().orElse("1");
    return Json.write(Json.object().put("type", type).put("group_id", community))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<ObjectNode> object(byte[] body) {
    try {
      return Json.read(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (Json.Malformed e) {
      return Optional.empty();
    }
  }

  /** The body without its secret, if that is one of ours. */
  private static Optional<ObjectNode> proven(byte[] body, Endpoint endpoint) {
    return object(body)
        .filter(
            it ->
                it.path(SECRET).isTextual()
                    && Signature.isOneOf(endpoint.secrets(), it.path(SECRET).textValue()))
        .map(it -> it.<ObjectNode>without(SECRET));
  }

  private static Reception read(ObjectNode body, Endpoint endpoint, Instant now) {
    var type = Fields.text(body, "type").orElse("");
    var named = Fields.text(body, "group_id");
    if (type.equals("confirmation")) {
      return handshake(named, endpoint);
    }
    var found = new Gate.Findings();
    // The oldest bodies name no community.
    var account = named.or(() -> Gate.onlyAccount(endpoint));
    try {
      if (type.isEmpty()) {
        throw new Fields.Gap("type", "is missing");
      }
      if (named.isPresent() && !VkEvent.isId(named.get())) {
        throw new Fields.Gap("group_id", "is not a number");
      }
      if (account.isEmpty()) {
        throw new Fields.Gap("group_id", "is missing, and the endpoint has several communities");
      }
      var event = VkEvent.of(body, Fields.word(type), endpoint, account.get(), now);
      if (endpoint.speaksFor(account.get())) {
        readEvent(event, found);
      } else if (event.isSaid()) {
        throw new Fields.Gap("group_id", "is an account not configured at this endpoint");
      } else {
        found.ignored("account not configured at this endpoint", type);
      }
    } catch (Fields.Gap e) {
      found.unreadable(e.getMessage(), Json.write(body));
    }
    return found.accepted(OK);
  }

  private static Reception handshake(Optional<String> community, Endpoint endpoint) {
    return endpoint
        .verifyToken()
        .filter(_ -> community.filter(endpoint::speaksFor).isPresent())
        .<Reception>map(it -> new Reception.Handshake(HttpAnswer.text(200, it.value())))
        .orElseGet(() -> Gate.refused(403, "handshake refused"));
  }

  private static void readEvent(VkEvent event, Gate.Findings found) throws Fields.Gap {
    switch (event.type()) {
      case "message_new", "message_edit" -> VkMessage.read(event, found);
      case "message_reply" -> found.ignored("our own echo", event.type());
      case "message_event" -> readTap(event, found);
      case "message_read" -> readReceipt(event, found);
      case "message_typing_state" -> found.ignored("somebody is typing", event.type());
      case "message_allow",
          "message_deny",
          "group_join",
          "group_leave",
          "app_payload",
          "like_add",
          "like_remove" ->
          readNotice(
              event,
              new Content.Notice(
                  event.type(),
                  Fields.text(event.object(), "payload")
                      .or(() -> Fields.text(event.object(), "key"))),
              found);
      default -> {
        // What strangers write on the community's wall is answered by nobody here.
        if (event.isSaid()) {
          readNotice(event, new Content.Unsupported(event.type()), found);
        } else {
          found.ignored("not a message", event.type());
        }
      }
    }
  }

  private static void readTap(VkEvent event, Gate.Findings found) throws Fields.Gap {
    var object = event.object();
    var person = Fields.id(object, "user_id", "object.user_id");
    if (!VkEvent.isId(person)) {
      found.ignored("no person did it", event.type());
      return;
    }
    var payload = object.path("payload");
    var peer = VkEvent.peer(object, person);
    found.add(
        event.message(
            person,
            peer,
            new Content.Tap(
                "",
                payload.isContainerNode() ? Json.write(payload) : payload.asText(),
                Answers.id(object, "conversation_message_id").map(id -> peer + "_" + id)),
            event.type(),
            event.eventId().orElse(event.type()),
            event.discriminator(),
            event.now()));
  }

  private static void readReceipt(VkEvent event, Gate.Findings found) throws Fields.Gap {
    var object = event.object();
    var person = Fields.id(object, "from_id", "object.from_id");
    var read = Fields.id(object, "read_message_id", "object.read_message_id");
    found.add(
        new Receipt(
            event.endpoint().eventKey(event.account(), event.type(), event.discriminator()),
            NAME,
            event.endpoint().name(),
            event.account(),
            read,
            person,
            Receipt.Status.READ,
            Optional.empty(),
            Optional.empty(),
            event.now()));
  }

  private static void readNotice(VkEvent event, Content content, Gate.Findings found) {
    var person = event.person();
    if (person.isEmpty()) {
      found.ignored("no person did it", event.type());
      return;
    }
    found.add(
        event.message(
            person.get(),
            person.get(),
            content,
            event.type(),
            event.eventId().orElse(event.type()),
            event.discriminator(),
            event.now()));
  }
}
