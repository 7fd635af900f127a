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
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * The chat in our own app or web site: the app's server posts what people write, signed as Standard
 * Webhooks ({@link StandardWebhooks}), and is posted the replies in the same way. Bodies are at
 * most 256 KB.
 *
 * <pre>{@code
 * {"type": "message.created", "timestamp": "2026-03-01T09:30:00Z",
 *  "data": {"conversation_id": "c-1", "message_id": "m-1",
 *           "user": {"id": "u-1", "name": "Ana", "locale": "pt-BR"},
 *           "text": "…", "account": "creators-app",
 *           "attachments": [{"type": "image", "url": "…", "mime_type": "…", "name": "…", "size": 1}]}}
 * {"type": "message.delivered" or "message.read", "timestamp": "…",
 *  "data": {"message_id": "the id of our message", "callback": "what our message carried"}}
 * }</pre>
 *
 * <p>{@code message_id} is unique within an account. A person has one conversation per account,
 * whatever {@code conversation_id} says. {@code account} may be left out where the endpoint has
 * one, {@code timestamp} where it is now. Attachments are image, video, audio, voice, sticker or
 * file, with a url or an id, 20 at most; several of them become several messages, the text with the
 * first. The other side is our own, so a body that cannot be read is answered 400 with the field
 * and what to do.
 */
public record WebChat() implements Channel {
  static final String NAME = "webchat";
  private static final int MAX_BODY = 256 << 10;
  private static final int MAX_ATTACHMENTS = 20;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Capability capability() {
    return new Capability(
        "Web chat (Standard Webhooks)",
        SendClass.IDEMPOTENT,
        Optional.empty(),
        Optional.of(new Capability.Button(OptionalInt.empty(), OptionalInt.empty())),
        EnumSet.allOf(MediaKind.class),
        Optional.empty(),
        true,
        Optional.empty(),
        Optional.empty(),
        Capability.Consent.PERSON_BLOCKS);
  }

  @Override
  public Reception receive(WebhookRequest request, Endpoint endpoint, Instant now) {
    return Gate.turnedAway(request, Set.of("POST"), MAX_BODY)
        .orElseGet(() -> webhook(request, endpoint, now));
  }

  /** The {@code webhook-id} is of the body, so that a repeated body repeats its id. */
  @Override
  public WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now) {
    var id = UUID.nameUUIDFromBytes(body).toString();
    return WebhookRequest.post(
        body, StandardWebhooks.headers(id, now, body, endpoint.secrets().getFirst()));
  }

  @Override
  public HttpCall reply(Reply reply, Account account, Instant now) {
    return WebChatSend.call(reply, account, now);
  }

  @Override
  public Outcome outcome(HttpAnswer answer) {
    return WebChatSend.outcome(answer);
  }

  @Override
  public byte[] harmless(Endpoint endpoint) {
    return "{\"type\":\"typing.started\"}".getBytes(StandardCharsets.UTF_8);
  }

  private static Reception webhook(WebhookRequest request, Endpoint endpoint, Instant now) {
    if (!StandardWebhooks.genuine(request, endpoint.secrets(), now)) {
      return Gate.notGenuine();
    }
    try {
      return read(Json.read(request.body()), endpoint, now);
    } catch (Json.Malformed e) {
      return unreadable("body is " + e.getMessage());
    } catch (Fields.Gap e) {
      return unreadable(e.getMessage());
    }
  }

  private static Reception unreadable(String problem) {
    return new Reception.Refused(
        HttpAnswer.json(400, Json.write(Json.object().put("error", problem))), problem);
  }

  private static Reception read(JsonNode body, Endpoint endpoint, Instant now) throws Fields.Gap {
    var type =
        Fields.text(body, "type")
            .orElseThrow(() -> new Fields.Gap("type", "is missing; send message.created"));
    var data = body.path("data");
    var found = new Gate.Findings();
    switch (type) {
      case "message.created" -> readMessage(data, endpoint, at(body, now), found);
      case "message.delivered" ->
          readReceipt(data, Receipt.Status.DELIVERED, endpoint, at(body, now), found);
      case "message.read" -> readReceipt(data, Receipt.Status.READ, endpoint, at(body, now), found);
      default -> found.ignored("a type nobody waits for", type);
    }
    return found.accepted();
  }

  private static void readMessage(JsonNode data, Endpoint endpoint, Instant at, Gate.Findings found)
      throws Fields.Gap {
    var account = account(data, endpoint);
    var id = Fields.id(data, "message_id", "data.message_id");
    var userId = Fields.id(data.path("user"), "id", "data.user.id");
    var sender =
        new Sender(
            userId,
            List.of(userId),
            Fields.text(data.path("user"), "name"),
            Fields.text(data.path("user"), "locale"));
    var contents = contents(data);
    for (var i = 0; i < contents.size(); i++) {
      var part = i == 0 ? id : id + "#" + i;
      found.add(
          new InboundMessage(
              endpoint.eventKey(account, "message", part),
              endpoint.conversationKey(account, userId),
              NAME,
              endpoint.name(),
              account,
              sender,
              userId,
              false,
              contents.get(i),
              contents.get(i).kind(),
              part,
              at,
              at.toEpochMilli()));
    }
  }

  private static List<Content> contents(JsonNode data) throws Fields.Gap {
    var text = Fields.text(data, "text");
    var attachments = Fields.items(data, "attachments");
    if (data.has("attachments") && !data.path("attachments").isArray()) {
      throw new Fields.Gap("data.attachments", "must be a list");
    }
    if (attachments.size() > MAX_ATTACHMENTS) {
      throw new Fields.Gap("data.attachments", "may hold " + MAX_ATTACHMENTS + " at most");
    }
    if (attachments.isEmpty()) {
      return List.of(
          new Content.Text(
              text.orElseThrow(
                  () -> new Fields.Gap("data.text", "is missing; send a text or attachments"))));
    }
    var contents = new ArrayList<Content>();
    for (var attachment : attachments) {
      contents.add(attachment(attachment, contents.isEmpty() ? text : Optional.empty()));
    }
    return contents;
  }

  private static Content attachment(JsonNode attachment, Optional<String> caption)
      throws Fields.Gap {
    return new Content.Media(
        kind(attachment),
        Fields.text(attachment, "id")
            .or(() -> Fields.text(attachment, "url"))
            .orElseThrow(
                () -> new Fields.Gap("data.attachments[].url", "is missing; send a url or an id")),
        Fields.text(attachment, "mime_type"),
        Fields.text(attachment, "name"),
        Fields.whole(attachment, "size"),
        OptionalLong.empty(),
        caption);
  }

  private static MediaKind kind(JsonNode attachment) throws Fields.Gap {
    return switch (attachment.path("type").asText()) {
      case "image" -> MediaKind.IMAGE;
      case "video" -> MediaKind.VIDEO;
      case "audio" -> MediaKind.AUDIO;
      case "voice" -> MediaKind.VOICE;
      case "sticker" -> MediaKind.STICKER;
      case "file", "document" -> MediaKind.DOCUMENT;
      default ->
          throw new Fields.Gap(
              "data.attachments[].type",
              "must be one of image, video, audio, voice, sticker, file");
    };
  }

  private static void readReceipt(
      JsonNode data, Receipt.Status status, Endpoint endpoint, Instant at, Gate.Findings found)
      throws Fields.Gap {
    var account = account(data, endpoint);
    var id = Fields.id(data, "message_id", "data.message_id");
    found.add(
        new Receipt(
            endpoint.eventKey(account, "status:" + status, id),
            NAME,
            endpoint.name(),
            account,
            id,
            Fields.text(data.path("user"), "id").orElse(""),
            status,
            Fields.text(data, "callback"),
            Optional.empty(),
            at));
  }

  private static String account(JsonNode data, Endpoint endpoint) throws Fields.Gap {
    var named = Fields.text(data, "account");
    if (named.isPresent() && !endpoint.speaksFor(named.get())) {
      throw new Fields.Gap("data.account", "is not an account of this endpoint");
    }
    return named
        .or(() -> Gate.onlyAccount(endpoint))
        .orElseThrow(() -> new Fields.Gap("data.account", "is missing; this endpoint has several"));
  }

  private static Instant at(JsonNode body, Instant now) throws Fields.Gap {
    if (!body.has("timestamp")) {
      return now;
    }
    try {
      var at = Instant.parse(body.path("timestamp").asText());
      if (at.isAfter(Instant.EPOCH) && at.isBefore(Fields.LATEST)) {
        return at;
      }
    } catch (DateTimeParseException e) {
      throw badTimestamp();
    }
    throw badTimestamp();
  }

  private static Fields.Gap badTimestamp() {
    return new Fields.Gap("timestamp", "must be a time such as 2026-03-01T09:30:00Z");
  }
}
