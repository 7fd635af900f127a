package dragoman.proof.fuzzing;

import static dragoman.proof.fuzzing.Target.must;

import com.fasterxml.jackson.databind.JsonNode;
import dragoman.card.Search;
import dragoman.card.SlackAnswer;
import dragoman.card.SlackApi;
import dragoman.channel.Channel;
import dragoman.channel.HttpAnswer;
import dragoman.channel.Outcome;
import dragoman.message.Json;
import dragoman.proof.fuzzing.Target.Broken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What providers and Slack answer to our calls. The seeds are our own, after the vendors' pages
 * named in the channels; an input is {@code {"status":…,"headers":{…},"body":…}}, or a bare body.
 */
final class Answers {
  private static final Pattern SHOWABLE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final String EFFECT = "0".repeat(64);

  private static final List<byte[]> SENDS =
      seeds(
          """
          {"status":200,"headers":{},"body":{"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"1"}],"messages":[{"id":"wamid.x"}]}}
          {"status":400,"headers":{},"body":{"error":{"message":"m","type":"OAuthException","code":131047,"error_data":{"details":"d"},"fbtrace_id":"A"}}}
          {"status":429,"headers":{"retry-after":"7"},"body":{"error":{"code":130429}}}
          {"status":200,"headers":{},"body":{"ok":true,"result":{"message_id":17,"chat":{"id":5},"text":"t"}}}
          {"status":429,"headers":{},"body":{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":12}}}
          {"status":400,"headers":{},"body":{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}}
          {"status":503,"headers":{"retry-after":"3"},"body":"<html>busy</html>"}
          {"status":200,"headers":{},"body":{"recipient_id":"5","message_id":"m_1"}}
          {"status":200,"headers":{},"body":{"status":0,"status_message":"ok","message_token":4912661846655238145}}
          {"status":200,"headers":{},"body":{"response":5}}
          {"status":200,"headers":{},"body":{"response":0}}
          {"status":200,"headers":{},"body":{"response":1234567890}}
          {"status":200,"headers":{},"body":{"response":77,"other":[]}}
          {"status":200,"headers":{},"body":{"error":{"error_code":6,"error_msg":"Too many requests per second"}}}
          {"status":201,"headers":{},"body":{"sid":"SM0123456789abcdef0123456789abcdef","status":"queued"}}
          {"status":400,"headers":{},"body":{"code":21610,"message":"unsubscribed","status":400}}
          {"status":200,"headers":{},"body":{"MessageId":"0000014644fe5ef6-1"}}
          {"status":200,"headers":{},"body":{"sentMessages":[{"id":"461230966842064897"}]}}
          """);

  private static final List<byte[]> SLACK =
      seeds(
          """
          {"status":200,"headers":{},"body":{"ok":true,"channel":"C1","ts":"1772442000.000100"}}
          {"status":200,"headers":{},"body":{"ok":false,"error":"channel_not_found"}}
          {"status":429,"headers":{"retry-after":"30"},"body":{"ok":false,"error":"ratelimited"}}
          {"status":200,"headers":{},"body":{"ok":true,"messages":[{"ts":"1.2","metadata":{"event_type":"dragoman_escalation","event_payload":{"effect":"%s"}}}],"has_more":true,"response_metadata":{"next_cursor":"bmV4dA=="}}}
          """
              .formatted(EFFECT));

  private Answers() {}

  static Target of(Channel channel) {
    return new Target("answer-" + channel.name(), 1, SENDS, input -> outcome(channel, input));
  }

  static Target slack() {
    return new Target("answer-slack", 1, SLACK, Answers::slack);
  }

  private static boolean outcome(Channel channel, byte[] input) throws Broken {
    return switch (channel.outcome(answer(input))) {
      case Outcome.Sent(var id) -> {
        must(
            id.stream().allMatch(it -> !it.isBlank() && it.length() <= 512),
            "an id that no row should hold");
        yield true;
      }
      case Outcome.Retry(var after, var code) -> {
        waits(after, Duration.ofMinutes(15));
        yield shown(code);
      }
      case Outcome.Refused(_, var code) -> shown(code);
      case Outcome.HandleSpent(var code) -> shown(code);
      case Outcome.Ambiguous(var code) -> shown(code);
    };
  }

  private static boolean slack(byte[] input) throws Broken {
    var answer = answer(input);
    var taken = said(SlackApi.answer(answer));
    return switch (SlackApi.search(answer, EFFECT)) {
      case Search.Found(var ts) -> kept(ts);
      case Search.More(var cursor) -> {
        must(cursor.length() <= 1_000, "a cursor that no address should hold");
        yield true;
      }
      case Search.Absent _ -> true;
      case Search.Unread(var why) -> said(why) || taken;
    };
  }

  private static boolean said(SlackAnswer answer) throws Broken {
    return switch (answer) {
      case SlackAnswer.Posted(var ts) -> kept(ts);
      case SlackAnswer.Limited(var after) -> {
        waits(after, Duration.ofHours(1));
        yield false;
      }
      case SlackAnswer.Ambiguous(var code) -> shown(code);
      case SlackAnswer.Broken(var code) -> shown(code);
      case SlackAnswer.Gone _ -> false;
    };
  }

  private static boolean kept(String ts) throws Broken {
    must(ts.length() <= 64, "an id that no row should hold");
    return true;
  }

  private static void waits(Duration after, Duration longest) throws Broken {
    must(
        after.compareTo(Duration.ofSeconds(1)) >= 0 && after.compareTo(longest) <= 0,
        "it would wait " + after);
  }

  /** It is logged and noted, so it must be a word whatever the provider says. */
  private static boolean shown(String code) throws Broken {
    must(SHOWABLE.matcher(code).matches(), "a code that may not be shown");
    return false;
  }

  private static HttpAnswer answer(byte[] input) {
    var headers = new HashMap<String, String>();
    try {
      var json = Json.read(input);
      if (json.has("body")) {
        json.path("headers")
            .properties()
            .forEach(it -> headers.put(it.getKey(), it.getValue().asText()));
        var body = json.get("body");
        return new HttpAnswer(status(json), headers, body.isTextual() ? body.asText() : text(body));
      }
    } catch (Json.Malformed e) {
      return new HttpAnswer(200, headers, new String(input, StandardCharsets.UTF_8));
    }
    return new HttpAnswer(200, headers, new String(input, StandardCharsets.UTF_8));
  }

  /** Three digits, as HTTP has it. */
  private static int status(JsonNode json) {
    return 100 + Math.floorMod(json.path("status").asInt() - 100, 900);
  }

  private static String text(JsonNode body) {
    return Json.write(body);
  }

  private static List<byte[]> seeds(String lines) {
    return lines.lines().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
