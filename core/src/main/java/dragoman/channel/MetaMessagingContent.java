package dragoman.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one Messenger or Instagram event says (Messenger Platform, "Webhook events"; Instagram
 * Messaging, "Webhooks"). A kind that is not known becomes {@link Content.Unsupported}: no event
 * fails by its kind.
 */
final class MetaMessagingContent {
  /** The kinds of event that are read by their names, the most telling first. */
  private static final List<String> KINDS =
      List.of("message", "postback", "reaction", "delivery", "read", "message_edit");

  /** What surrounds an event, so that the name left over is the name of its kind. */
  private static final Set<String> ENVELOPE =
      Set.of("sender", "recipient", "timestamp", "prior_message");

  /** Events that are no message but tell what somebody did, and the field that says more. */
  private static final Map<String, String> NOTICES =
      Map.ofEntries(
          Map.entry("referral", "ref"),
          Map.entry("optin", "ref"),
          Map.entry("account_linking", "status"),
          Map.entry("pass_thread_control", ""),
          Map.entry("take_thread_control", ""),
          Map.entry("request_thread_control", ""),
          Map.entry("game_play", ""),
          Map.entry("branded_camera", "event"),
          Map.entry("payment", ""),
          Map.entry("checkout_update", ""),
          Map.entry("pre_checkout", ""));

  /** What a link in the text is repeated as, or a post of ours beside a comment on it. */
  private static final Set<String> PREVIEWS = Set.of("fallback", "template");

  /** The payload that makes of the "Get started" button what it is: no question yet. */
  private static final String START = "start";

  private MetaMessagingContent() {}

  /**
   * @param type Meta's word for the kind
   */
  record Said(String type, Content content) {}

  /** The name of the event's part; empty if it has none. */
  static String kind(JsonNode event) {
    return Stream.concat(
            KINDS.stream().filter(event::has),
            event.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !ENVELOPE.contains(name)))
        .findFirst()
        .orElse("");
  }

  static List<Said> message(JsonNode message) {
    var text = Fields.text(message, "text");
    var payload = Fields.text(message.path("quick_reply"), "payload");
    if (payload.isPresent()) {
      var target = Fields.text(message.path("reply_to"), "mid");
      return List.of(
          new Said("quick_reply", new Content.Tap(text.orElse(""), payload.get(), target)));
    }
    var said = new ArrayList<Said>();
    var untold = text;
    for (var attachment : Fields.items(message, "attachments")) {
      var type = Fields.word(attachment.path("type").asText());
      if (text.isEmpty() || !PREVIEWS.contains(type)) {
        var content = attachment(type, attachment, untold);
        said.add(new Said(type, content));
        untold = content instanceof Content.Media ? Optional.empty() : untold;
      }
    }
    untold.ifPresent(words -> said.addFirst(new Said("text", new Content.Text(words))));
    return said.isEmpty() ? List.of(unsupported(message)) : List.copyOf(said);
  }

  private static Said unsupported(JsonNode message) {
    var type = message.path("is_unsupported").asBoolean() ? "unsupported" : "message";
    return new Said(type, new Content.Unsupported(type));
  }

  private static Content attachment(String type, JsonNode attachment, Optional<String> caption) {
    var payload = attachment.path("payload");
    var content =
        switch (type) {
          case "image" ->
              media(
                  payload.has("sticker_id") ? MediaKind.STICKER : MediaKind.IMAGE,
                  payload,
                  caption);
          case "sticker" -> media(MediaKind.STICKER, payload, caption);
          case "video", "ig_reel", "reel" -> media(MediaKind.VIDEO, payload, caption);
          case "audio" -> media(MediaKind.AUDIO, payload, caption);
          // A post somebody passes on is a picture, a film or several: the provider does not say.
          case "file", "share", "ig_post", "post", "ig_story" ->
              media(MediaKind.DOCUMENT, payload, caption);
          case "like_heart" -> Optional.of(reference(MediaKind.STICKER, type, caption));
          case "location" -> location(attachment, payload);
          // Somebody named us in a story of their own: told to us, not said to us.
          case "story_mention" ->
              Optional.<Content>of(new Content.Notice(type, Fields.text(payload, "url")));
          default -> Optional.<Content>empty();
        };
    return content.orElseGet(() -> new Content.Unsupported(type));
  }

  private static Optional<Content> media(
      MediaKind kind, JsonNode payload, Optional<String> caption) {
    return Fields.text(payload, "url")
        .or(() -> Fields.text(payload, "sticker_id"))
        .map(id -> reference(kind, id, caption));
  }

  private static Content reference(MediaKind kind, String id, Optional<String> caption) {
    return new Content.Media(
        kind,
        id,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        caption);
  }

  private static Optional<Content> location(JsonNode attachment, JsonNode payload) {
    return Content.Location.of(
        Fields.real(payload.path("coordinates"), "lat"),
        Fields.real(payload.path("coordinates"), "long"),
        Fields.text(attachment, "title"),
        Optional.empty());
  }

  /** The payload is ours; the title is what the person saw on the button. */
  static Said postback(JsonNode postback) {
    var title = Fields.text(postback, "title");
    var payload = Fields.text(postback, "payload");
    if (title.isEmpty() && payload.isEmpty()) {
      return new Said("postback", new Content.Unsupported("postback"));
    }
    return new Said(
        "postback",
        payload.filter(START::equals).isPresent()
            ? new Content.Notice(START, Fields.text(postback.path("referral"), "ref"))
            : new Content.Tap(title.orElse(""), payload.orElse(""), Optional.empty()));
  }

  static Said reaction(JsonNode reaction, String target) {
    var action = reaction.path("action").asText();
    var emoji =
        action.equals("unreact")
            ? Optional.<String>empty()
            : Fields.text(reaction, "emoji").or(() -> Fields.text(reaction, "reaction"));
    return new Said(Fields.word("reaction:" + action), new Content.Reaction(emoji, target));
  }

  static Said edit(JsonNode edit, String target) {
    var now =
        Fields.text(edit, "text")
            .<Content>map(Content.Text::new)
            .orElse(new Content.Unsupported("message_edit"));
    return new Said("message_edit", new Content.Edited(now, target));
  }

  static Said other(String kind, JsonNode part) {
    var type = Fields.word(kind);
    var more = NOTICES.get(kind);
    return new Said(
        type,
        more == null
            ? new Content.Unsupported(type)
            : new Content.Notice(type, Fields.text(part, more)));
  }
}
