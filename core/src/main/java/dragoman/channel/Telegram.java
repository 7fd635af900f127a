package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Telegram Bot API (core.telegram.org/bots/api).
 *
 * <p>Nothing is signed: {@code X-Telegram-Bot-Api-Secret-Token} repeats the secret given to {@code
 * setWebhook}. A body is one update of at most 1 MB and does not say which bot it is for, so an
 * endpoint serves one bot. Ids of people are positive, those of groups and channels negative.
 */
public record Telegram() implements Channel {
  static final String NAME = "telegram";
  private static final int MAX_BODY = 1 << 20;
  private static final String SECRET_TOKEN = "x-telegram-bot-api-secret-token";

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Pace: about 30 messages a second for a bot and one a second to one chat, short bursts aside
   * (Telegram Bots FAQ, "My bot is hitting limits").
   */
  @Override
  public Capability capability() {
    return new Capability(
        "Telegram Bot API",
        SendClass.BLIND,
        Optional.of(new Capability.Text(TelegramSend.MAX_TEXT, Capability.Unit.CHARACTERS)),
        Optional.of(
            new Capability.Button(OptionalInt.of(TelegramSend.MAX_TEXT), OptionalInt.empty())),
        EnumSet.allOf(MediaKind.class),
        Optional.empty(),
        false,
        Optional.of(new Capability.Rate(30, Duration.ofSeconds(1), 30)),
        Optional.of(new Capability.Rate(1, Duration.ofSeconds(1), 5)),
        Capability.Consent.PERSON_BLOCKS);
  }

  @Override
  public Reception receive(WebhookRequest request, Endpoint endpoint, Instant now) {
    return Gate.turnedAway(request, Set.of("POST"), MAX_BODY)
        .orElseGet(() -> webhook(request, endpoint, now));
  }

  @Override
  public WebhookRequest sign(byte[] body, Endpoint endpoint, Instant now) {
    return WebhookRequest.post(body, Map.of(SECRET_TOKEN, endpoint.secrets().getFirst().value()));
  }

  @Override
  public HttpCall reply(Reply reply, Account account, Instant now) {
    return TelegramSend.call(reply, account);
  }

  @Override
  public Outcome outcome(HttpAnswer answer) {
    return TelegramSend.outcome(answer);
  }

  @Override
  public byte[] harmless(Endpoint endpoint) {
    return "{\"update_id\":0}".getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<Check> checks(Account account, String webhook) {
    return List.of(TelegramSend.webhook(account, webhook));
  }

  private static Reception webhook(WebhookRequest request, Endpoint endpoint, Instant now) {
    var genuine =
        request
            .header(SECRET_TOKEN)
            .filter(token -> Signature.isOneOf(endpoint.secrets(), token))
            .isPresent();
    if (!genuine) {
      return Gate.notGenuine();
    }
    var found = new Gate.Findings();
    var account = Gate.onlyAccount(endpoint);
    try {
      if (account.isPresent()) {
        readUpdate(request.body(), endpoint, account.get(), now, found);
      } else {
        found.unreadable("the endpoint does not name exactly one bot", request.body());
      }
    } catch (Json.Malformed e) {
      found.unreadable(e.getMessage(), request.body());
    }
    return found.accepted();
  }

  /** What is known of an update before its part is read. */
  private record Update(long id, String kind, Endpoint endpoint, String account, Instant now) {}

  private static void readUpdate(
      byte[] body, Endpoint endpoint, String account, Instant now, Gate.Findings found)
      throws Json.Malformed {
    var update = Json.read(body);
    var id = Fields.whole(update, "update_id");
    if (id.isEmpty()) {
      found.unreadable("update_id is missing", body);
      return;
    }
    var kinds =
        update.properties().stream().filter(field -> !field.getKey().equals("update_id")).toList();
    for (var field : kinds) {
      var kind = Fields.word(field.getKey());
      try {
        readKind(new Update(id.getAsLong(), kind, endpoint, account, now), field.getValue(), found);
      } catch (Fields.Gap e) {
        found.unreadable(e.getMessage(), body);
      }
    }
  }

  private static void readKind(Update update, JsonNode part, Gate.Findings found)
      throws Fields.Gap {
    if (!part.isObject()) {
      throw new Fields.Gap(update.kind(), "is not an object");
    }
    switch (update.kind()) {
      case "message",
          "edited_message",
          "channel_post",
          "edited_channel_post",
          "business_message",
          "edited_business_message" ->
          readMessage(update, part, found);
      case "callback_query" -> readTap(update, part, found);
      case "message_reaction" -> readReaction(update, part, found);
      case "deleted_business_messages" -> readDeletions(update, part, found);
      default -> readNotice(update, part, found);
    }
  }

  private static void readMessage(Update update, JsonNode message, Gate.Findings found)
      throws Fields.Gap {
    var id = Fields.id(message, "message_id", update.kind() + ".message_id");
    var chat = Fields.id(message.path("chat"), "id", update.kind() + ".chat.id");
    var from = message.path("from");
    var ofOwner =
        update.kind().endsWith("business_message")
            && !Fields.text(from, "id").equals(Optional.of(chat));
    if (ofOwner || (from.path("is_bot").asBoolean() && !message.has("sender_chat"))) {
      found.ignored("our own echo", update.kind());
      return;
    }
    var sender =
        from.isObject()
            ? TelegramSender.of(from, update.kind())
            : TelegramSender.ofChannel(message, chat);
    var said = TelegramContent.of(message);
    var edited = update.kind().startsWith("edited_");
    found.add(
        new Address(sender, chat, TelegramSender.connection(message))
            .message(
                update,
                edited ? new Content.Edited(said.content(), id) : said.content(),
                update.kind().equals("message")
                    ? said.type()
                    : Fields.word(update.kind() + ":" + said.type()),
                id,
                id,
                Fields.seconds(message, edited ? "edit_date" : "date", update.now())));
  }

  private static void readTap(Update update, JsonNode query, Gate.Findings found)
      throws Fields.Gap {
    var queryId = Fields.id(query, "id", "callback_query.id");
    var sender = TelegramSender.of(query.path("from"), update.kind());
    var message = query.path("message");
    var target = Fields.text(message, "message_id");
    var payload =
        Fields.text(query, "data").or(() -> Fields.text(query, "game_short_name")).orElse("");
    found.add(
        new Address(
                sender,
                Fields.text(message.path("chat"), "id").orElse(sender.id()),
                TelegramSender.connection(message))
            .message(
                update,
                new Content.Tap(TelegramContent.buttonTitle(message, payload), payload, target),
                update.kind(),
                target.orElse(queryId),
                queryId,
                update.now()));
  }

  private static void readReaction(Update update, JsonNode reaction, Gate.Findings found)
      throws Fields.Gap {
    var id = Fields.id(reaction, "message_id", "message_reaction.message_id");
    var chat = Fields.id(reaction.path("chat"), "id", "message_reaction.chat.id");
    var who = reaction.has("user") ? reaction.path("user") : reaction.path("actor_chat");
    // A custom emoji has no character of its own, only an id.
    var emoji =
        Fields.items(reaction, "new_reaction").stream()
            .map(r -> Fields.text(r, "emoji").orElse("?"))
            .collect(Collectors.joining());
    var content = new Content.Reaction(Optional.of(emoji).filter(e -> !e.isEmpty()), id);
    found.add(
        new Address(TelegramSender.of(who, update.kind()), chat, Optional.empty())
            .message(
                update,
                content,
                update.kind(),
                id,
                id,
                Fields.seconds(reaction, "date", update.now())));
  }

  private static void readDeletions(Update update, JsonNode deleted, Gate.Findings found)
      throws Fields.Gap {
    var chat = Fields.id(deleted.path("chat"), "id", "deleted_business_messages.chat.id");
    var sender = TelegramSender.of(deleted.path("chat"), update.kind());
    var ids =
        Fields.items(deleted, "message_ids").stream()
            .filter(JsonNode::isIntegralNumber)
            .map(JsonNode::asText)
            .toList();
    if (ids.isEmpty()) {
      throw new Fields.Gap("deleted_business_messages.message_ids", "is missing");
    }
    for (var id : ids) {
      found.add(
          new Address(sender, chat, TelegramSender.connection(deleted))
              .message(update, new Content.Deleted(id), update.kind(), id, id, update.now()));
    }
  }

  /** Everything that is no message: kept if somebody did it, left aside if nobody did. */
  private static void readNotice(Update update, JsonNode part, Gate.Findings found)
      throws Fields.Gap {
    var who = part.has("from") ? part.path("from") : part.path("user");
    if (!who.isObject()) {
      found.ignored("nobody said it", update.kind());
      return;
    }
    var sender = TelegramSender.of(who, update.kind());
    var id =
        Stream.of("id", "result_id", "poll_id")
            .flatMap(name -> Fields.text(part, name).stream())
            .findFirst()
            .orElse(Long.toString(update.id()));
    found.add(
        new Address(
                sender, Fields.text(part.path("chat"), "id").orElse(sender.id()), Optional.empty())
            .message(
                update,
                TelegramContent.notice(update.kind(), part),
                update.kind(),
                id,
                id,
                Fields.seconds(part, "date", update.now())));
  }

  /**
   * Who wrote and where an answer goes.
   *
   * @param connection the business connection an answer must name, so that it is sent in the name
   *     of the business the person wrote to
   */
  private record Address(Sender sender, String chat, Optional<String> connection) {
    InboundMessage message(
        Update update,
        Content content,
        String type,
        String externalId,
        String discriminator,
        Instant at) {
      var endpoint = update.endpoint();
      var inGroup = chat.startsWith("-");
      return new InboundMessage(
          endpoint.eventKey(
              update.account(), update.kind(), update.id() + ":" + chat + ":" + discriminator),
          endpoint.conversationKey(update.account(), inGroup ? chat : sender.id()),
          NAME,
          endpoint.name(),
          update.account(),
          sender,
          connection.map(id -> TelegramSend.businessChat(chat, id)).orElse(chat),
          inGroup,
          content,
          type,
          externalId,
          at,
          update.id());
    }
  }
}
