package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one Telegram message says (Message in core.telegram.org/bots/api). */
final class TelegramContent {
  /** The kinds that are a file, an animation before the document Telegram repeats it as. */
  private static final List<Map.Entry<String, MediaKind>> MEDIA =
      List.of(
          Map.entry("animation", MediaKind.VIDEO),
          Map.entry("document", MediaKind.DOCUMENT),
          Map.entry("photo", MediaKind.IMAGE),
          Map.entry("video", MediaKind.VIDEO),
          Map.entry("video_note", MediaKind.VIDEO),
          Map.entry("voice", MediaKind.VOICE),
          Map.entry("audio", MediaKind.AUDIO),
          Map.entry("sticker", MediaKind.STICKER));

  /** What Telegram tells inside a message, and nobody typed. */
  private static final Set<String> SERVICE =
      Set.of(
          "new_chat_members",
          "left_chat_member",
          "new_chat_title",
          "new_chat_photo",
          "delete_chat_photo",
          "group_chat_created",
          "supergroup_chat_created",
          "channel_chat_created",
          "message_auto_delete_timer_changed",
          "migrate_to_chat_id",
          "migrate_from_chat_id",
          "pinned_message",
          "successful_payment",
          "refunded_payment",
          "users_shared",
          "chat_shared",
          "connected_website",
          "write_access_allowed",
          "proximity_alert_triggered",
          "boost_added",
          "chat_background_set",
          "forum_topic_created",
          "forum_topic_edited",
          "forum_topic_closed",
          "forum_topic_reopened",
          "video_chat_scheduled",
          "video_chat_started",
          "video_chat_ended",
          "video_chat_participants_invited");

  /** What surrounds a message's content, so that the name left over is the name of its kind. */
  private static final Set<String> ENVELOPE =
      Set.of(
          "message_id",
          "message_thread_id",
          "from",
          "sender_chat",
          "sender_boost_count",
          "sender_business_bot",
          "business_connection_id",
          "date",
          "edit_date",
          "chat",
          "forward_origin",
          "is_topic_message",
          "is_automatic_forward",
          "is_from_offline",
          "reply_to_message",
          "external_reply",
          "reply_to_story",
          "quote",
          "via_bot",
          "has_protected_content",
          "media_group_id",
          "author_signature",
          "paid_star_count",
          "entities",
          "caption",
          "caption_entities",
          "show_caption_above_media",
          "has_media_spoiler",
          "link_preview_options",
          "effect_id",
          "reply_markup");

  /** Updates that are no message but tell what somebody did. */
  private static final Set<String> NOTICES =
      Set.of(
          "inline_query",
          "chosen_inline_result",
          "shipping_query",
          "pre_checkout_query",
          "purchased_paid_media",
          "poll_answer",
          "my_chat_member",
          "chat_member",
          "chat_join_request",
          "business_connection");

  private TelegramContent() {}

  /**
   * @param type Telegram's word for the kind
   */
  record Said(String type, Content content) {}

  static Said of(JsonNode message) {
    return Stream.of(
            text(message), media(message), place(message), person(message), webApp(message))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> other(message));
  }

  /** An update that is no message. The words somebody typed into an inline query are kept. */
  static Content notice(String kind, JsonNode part) {
    if (!NOTICES.contains(kind)) {
      return new Content.Unsupported(kind);
    }
    var detail =
        Fields.text(part, "query")
            .or(() -> Fields.text(part, "bio"))
            .or(() -> Fields.text(part.path("new_chat_member"), "status"));
    return new Content.Notice(kind, detail);
  }

  /** What stood on the button with this data; empty if the message no longer shows it. */
  static String buttonTitle(JsonNode message, String data) {
    return Fields.items(message.path("reply_markup"), "inline_keyboard").stream()
        .flatMap(JsonNode::valueStream)
        .filter(button -> button.path("callback_data").asText().equals(data))
        .flatMap(button -> Fields.text(button, "text").stream())
        .findFirst()
        .orElse("");
  }

  private static Optional<Said> text(JsonNode message) {
    return Fields.text(message, "text")
        .map(
            text ->
                isStart(text, message)
                    ? new Said(
                        "start",
                        new Content.Notice(
                            "start",
                            Optional.of(text.substring("/start".length()).strip())
                                .filter(payload -> !payload.isEmpty())))
                    : new Said("text", new Content.Text(text)));
  }

  /** The button everybody must press before the first word to a bot, not something typed. */
  private static boolean isStart(String text, JsonNode message) {
    var inGroup = message.path("chat").path("id").asText().startsWith("-");
    return !inGroup && (text.equals("/start") || text.startsWith("/start "));
  }

  private static Optional<Said> media(JsonNode message) {
    return MEDIA.stream()
        .filter(kind -> message.has(kind.getKey()))
        .findFirst()
        .flatMap(kind -> file(message, kind.getKey(), kind.getValue()));
  }

  private static Optional<Said> file(JsonNode message, String type, MediaKind kind) {
    var part = message.path(type);
    // A photo comes in several sizes, the largest last.
    var file = part.isArray() ? part.path(part.size() - 1) : part;
    return Fields.text(file, "file_id")
        .map(
            id ->
                new Said(
                    type,
                    new Content.Media(
                        kind,
                        id,
                        Fields.text(file, "mime_type"),
                        Fields.text(file, "file_name"),
                        Fields.whole(file, "file_size"),
                        Fields.whole(file, "duration"),
                        Fields.text(message, "caption"))));
  }

  private static Optional<Said> place(JsonNode message) {
    var venue = message.path("venue");
    var type = venue.isObject() ? "venue" : "location";
    var location = venue.isObject() ? venue.path("location") : message.path("location");
    return Content.Location.of(
            Fields.real(location, "latitude"),
            Fields.real(location, "longitude"),
            Fields.text(venue, "title"),
            Fields.text(venue, "address"))
        .map(it -> new Said(type, it));
  }

  private static Optional<Said> person(JsonNode message) {
    var contact = message.path("contact");
    return Fields.text(contact, "phone_number")
        .map(
            phone ->
                new Said(
                    "contact",
                    new Content.Contacts(
                        List.of(
                            new Content.Card(
                                Stream.of("first_name", "last_name")
                                    .flatMap(part -> Fields.text(contact, part).stream())
                                    .collect(Collectors.joining(" ")),
                                List.of(phone))))));
  }

  private static Optional<Said> webApp(JsonNode message) {
    var form = message.path("web_app_data");
    return Fields.text(form, "data")
        .map(
            data ->
                new Said(
                    "web_app_data",
                    new Content.Tap(
                        Fields.text(form, "button_text").orElse(""), data, Optional.empty())));
  }

  private static Said other(JsonNode message) {
    var type =
        message.properties().stream()
            .map(Map.Entry::getKey)
            .filter(name -> !ENVELOPE.contains(name))
            .findFirst()
            .map(Fields::word)
            .orElse("unknown");
    if (SERVICE.contains(type)) {
      return new Said(type, new Content.Notice(type, Fields.text(message, type)));
    }
    return new Said(
        type,
        Fields.text(message, "caption")
            .<Content>map(Content.Text::new)
            .orElse(new Content.Unsupported(type)));
  }
}
