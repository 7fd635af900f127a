package dragoman.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.Secret;
import dragoman.message.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Slack's Web API as far as a card needs it, as data: calls out, answers in.
 *
 * <p>Slack reports most errors with status 200 and {@code {"ok":false,"error":code}}, and limits
 * with status 429 and {@code Retry-After}; a channel takes about one message a second. Sources:
 * docs.slack.dev, methods {@code chat.postMessage}, {@code chat.update}, {@code chat.delete},
 * {@code conversations.history}, and the page on rate limits. The token needs {@code chat:write}
 * and, for searching, {@code channels:history} or {@code groups:history}.
 */
public final class SlackApi {
  private static final String API = "https://slack.com/api/";
  private static final String EVENT_TYPE = "dragoman_escalation";
  private static final int PAGE = 100;
  private static final int MAX_TS = 64;

  /** What still fits into an address; Slack's own have some tens of characters. */
  private static final int MAX_CURSOR = 1_000;

  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private SlackApi() {}

  /** Posts the card, marked with the effect it carries out so that a search finds it again. */
  public static HttpCall post(Card card, Secret token, String effectId) {
    var body =
        body(card).put("mrkdwn", false).put("unfurl_links", false).put("unfurl_media", false);
    body.putObject("metadata")
        .put("event_type", EVENT_TYPE)
        .putObject("event_payload")
        .put("effect", effectId);
    return call("chat.postMessage", body, token);
  }

  /** Redraws a card that stands; sending it twice does no harm. */
  public static HttpCall update(Card card, String ts, Secret token) {
    return call("chat.update", body(card).put("ts", ts), token);
  }

  /** Takes a card down; sending it twice does no harm, a card that is gone is {@code Gone}. */
  public static HttpCall delete(String channel, String ts, Secret token) {
    return call("chat.delete", Json.object().put("channel", channel).put("ts", ts), token);
  }

  /**
   * Looks for posted cards in a channel since {@code oldest}, inclusive.
   *
   * @param cursor from the page before, if this is not the first
   */
  public static HttpCall find(
      String channel, Instant oldest, Optional<String> cursor, Secret token) {
    var query =
        "channel="
            + encoded(channel)
            + "&oldest="
            + oldest.getEpochSecond()
            + ".000000&inclusive=true&include_all_metadata=true&limit="
            + PAGE
            + cursor.map(next -> "&cursor=" + encoded(next)).orElse("");
    var url = API + "conversations.history?" + query;
    return new HttpCall(
        "GET", URI.create(url), url, Map.of("authorization", "Bearer " + token.value()), "");
  }

  /** What Slack's answer to a post, an update or a deletion means. */
  public static SlackAnswer answer(HttpAnswer answer) {
    if (answer.status() == 429) {
      return new SlackAnswer.Limited(wait(answer));
    }
    if (answer.status() >= 500) {
      return new SlackAnswer.Ambiguous("http_" + answer.status());
    }
    if (answer.status() != 200) {
      return new SlackAnswer.Broken("http_" + answer.status());
    }
    return parsed(answer)
        .map(json -> said(json, answer))
        .orElse(new SlackAnswer.Ambiguous("unreadable"));
  }

  /** Whether the page of history holds the card of this effect. */
  public static Search search(HttpAnswer history, String effectId) {
    var page =
        Optional.of(history)
            .filter(answer -> answer.status() == 200)
            .flatMap(SlackApi::parsed)
            .filter(json -> json.path("ok").asBoolean(false) && json.path("messages").isArray());
    if (page.isEmpty()) {
      return new Search.Unread(trouble(history));
    }
    for (var message : page.get().get("messages")) {
      var metadata = message.path("metadata");
      if (metadata.path("event_type").asText().equals(EVENT_TYPE)
          && metadata.path("event_payload").path("effect").asText().equals(effectId)
          && hasTs(message)) {
        return new Search.Found(message.get("ts").textValue());
      }
    }
    var cursor = page.get().path("response_metadata").path("next_cursor").asText();
    if (cursor.length() > MAX_CURSOR) {
      return new Search.Unread(new SlackAnswer.Ambiguous("endless_cursor"));
    }
    if (!cursor.isEmpty()) {
      return new Search.More(cursor);
    }
    return page.get().path("has_more").asBoolean(false)
        ? new Search.Unread(new SlackAnswer.Ambiguous("more_without_cursor"))
        : new Search.Absent();
  }

  /** A page that says all is well but has no list leaves everything open. */
  private static SlackAnswer trouble(HttpAnswer history) {
    var well =
        history.status() == 200
            && parsed(history).filter(json -> json.path("ok").asBoolean(false)).isPresent();
    return well ? new SlackAnswer.Ambiguous("no_messages") : answer(history);
  }

  private static SlackAnswer said(JsonNode json, HttpAnswer answer) {
    if (json.path("ok").asBoolean(false)) {
      return hasTs(json)
          ? new SlackAnswer.Posted(json.get("ts").textValue())
          : new SlackAnswer.Ambiguous("no_ts");
    }
    var code = json.path("error").asText();
    return switch (code) {
      case "ratelimited", "rate_limited" -> new SlackAnswer.Limited(wait(answer));
      // Slack says of the first two that a part of the work may have been done.
      case "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org" ->
          new SlackAnswer.Ambiguous(code);
      case "message_not_found" -> new SlackAnswer.Gone();
      case String other when other.matches("[a-z0-9_]{1,64}") -> new SlackAnswer.Broken(other);
      case String _ -> new SlackAnswer.Broken("unknown_error");
    };
  }

  /** Slack's id of a message, its time to the microsecond; anything long is none. */
  private static boolean hasTs(JsonNode message) {
    return message.path("ts").isTextual() && message.get("ts").textValue().length() <= MAX_TS;
  }

  private static ObjectNode body(Card card) {
    var body =
        Json.object()
            .put("channel", card.channel())
            .put("text", card.text())
            .put("parse", "none")
            .put("link_names", false);
    try {
      body.set("blocks", Json.read(card.blocks()));
    } catch (Json.Malformed e) {
      throw new IllegalArgumentException("a card's blocks must be JSON", e);
    }
    return body;
  }

  private static HttpCall call(String method, ObjectNode body, Secret token) {
    return new HttpCall(
        "POST",
        URI.create(API + method),
        API + method,
        Map.of(
            "authorization",
            "Bearer " + token.value(),
            "content-type",
            "application/json; charset=utf-8"),
        Json.write(body));
  }

  private static Optional<JsonNode> parsed(HttpAnswer answer) {
    try {
      return Optional.of(Json.read(answer.body())).filter(JsonNode::isObject);
    } catch (Json.Malformed e) {
      return Optional.empty();
    }
  }

  private static Duration wait(HttpAnswer answer) {
    var seconds = answer.headers().getOrDefault("retry-after", "");
    if (!seconds.matches("[0-9]{1,9}")) {
      return DEFAULT_WAIT;
    }
    var asked = Duration.ofSeconds(Math.max(1, Long.parseLong(seconds)));
    return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
