package dragoman.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.message.Json;
import dragoman.message.Parked;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.LogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Strict JSON at the door. Unsigned: 401 and nothing else, whatever it is. Signed and no webhook of
 * the channel: set aside for a person byte for byte and answered 200, or 400 by the web chat, whose
 * other side is our own.
 */
class HostileJsonTest {
  /** What a provider must hear, where it reads more than the status. */
  private static final Map<String, String> SAID =
      Map.ofEntries(
          Map.entry("vk", "ok"), //
          Map.entry("twilio", "<Response/>"));

  private final Street street = new Street();

  @Test
  void what_is_no_strict_json_is_set_aside_byte_for_byte() {
    notJson()
        .forEach(
            (name, body) -> {
              for (var channel : Channels.all()) {
                assertRefusedUnsigned(channel, name, body);
                assertSetAside(channel, name, body);
              }
            });
  }

  @Test
  void a_text_longer_than_any_channel_sends_is_set_aside() {
    for (var channel : List.of("whatsapp", "telegram", "line")) {
      var body = bytes("[\"" + "x".repeat((256 << 10) + 1) + "\"]");
      assertSetAside(Channels.named(channel).orElseThrow(), "a long text", body);
    }
  }

  @Test
  void json_that_is_no_webhook_is_set_aside_byte_for_byte() {
    for (var body :
        new String[] {
          "null",
          "true",
          "0",
          "\"text\"",
          "[]",
          "{}",
          "[[[]]]",
          " {} ",
          "{\"a\" : 1e400}",
          "{\"object\":\"page\"}",
          "{\"object\":\"whatsapp_business_account\",\"entry\":{}}",
          "{\"update_id\":1e999999999}",
          "{\"update_id\":1.0}",
          "{\"update_id\":\"1x\"}",
          "{\"update_id\":99999999999999999999}",
          "{\"update_id\":1,\"message\":7}",
          "{\"type\":\"message.created\"}",
          "{\"type\":{},\"data\":[]}"
        }) {
      for (var channel : Channels.all()) {
        if (!channel.name().equals("telegram") && body.contains("update_id\":1,")) {
          continue;
        }
        if (channel.name().equals("vk") && body.contains("message.created")) {
          continue; // An event of a community that is no message.
        }
        assertRefusedUnsigned(channel, body, body.getBytes(UTF_8));
        assertSetAside(channel, body, body.getBytes(UTF_8));
      }
    }
  }

  /** 318 files, as they are, at every channel's door, unsigned and signed. */
  @Test
  void the_whole_json_test_suite_is_refused_or_set_aside() throws IOException {
    var requests = 0;
    for (var file : Corpora.files("jsontestsuite/test_parsing")) {
      var body = Files.readAllBytes(file);
      for (var channel : Channels.all()) {
        assertRefusedUnsigned(channel, file.toString(), body);
        assertSetAside(channel, file.toString(), body);
        requests += 2;
      }
    }
    assertThat(requests).isEqualTo(318 * Channels.all().size() * 2);
    System.out.println("requests with test-suite JSON through the door: " + requests);
  }

  /**
   * The suite's judgement, and where ours is stricter: doubled names, a number, what is no text.
   */
  @Test
  void the_reader_takes_nothing_the_suite_refuses() throws IOException {
    var taken = new LinkedHashMap<Character, Integer>();
    for (var file : Corpora.files("jsontestsuite/test_parsing")) {
      try {
        Json.read(Files.readAllBytes(file));
        taken.merge(file.getFileName().toString().charAt(0), 1, Integer::sum);
      } catch (Json.Malformed e) {
        assertThat(e.getMessage()).matches("\\p{ASCII}{1,64}");
      }
    }
    assertThat(taken).isEqualTo(Map.of('y', 93, 'i', 9));
  }

  private void assertRefusedUnsigned(Channel channel, String name, byte[] body) {
    street.clear();
    var answer = street.post(channel, Street.unsigned(body));
    assertThat(answer.status()).as(name).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("not genuine");
    assertThat(street.bodies()).as(name).isEmpty();
    assertThat(street.log).singleElement().isInstanceOf(LogEvent.WebhookRefused.class);
  }

  private void assertSetAside(Channel channel, String name, byte[] body) {
    street.clear();
    var answer = street.post(channel, body);
    var where = name + " at " + channel.name();
    if (Street.hasNoPlaceForProof(channel, body)) {
      assertThat(answer.status()).as(where).isEqualTo(401);
      assertThat(street.bodies()).as(where).isEmpty();
      return;
    }
    assertThat(street.queues.bodies(new Lane.Inbound())).as(where).isEmpty();
    if (channel.name().equals("webchat")) {
      assertThat(answer.status()).as(where).isEqualTo(400);
      assertThat(answer.body()).as(where).matches("\\{\"error\":\"[ -~]{1,100}\"}");
      assertThat(street.bodies()).as(where).isEmpty();
    } else {
      assertThat(answer.status()).as(where).isEqualTo(200);
      assertThat(answer.body()).as(where).isIn(SAID.getOrDefault(channel.name(), ""));
      assertThat(street.bodies()).as(where).allMatch(it -> it.matches("[ -~]+"));
      assertThat(street.parked())
          .as(where)
          .singleElement()
          .satisfies(it -> assertThat(it.body()).isEqualTo(Street.kept(channel, body)))
          .extracting(Parked::where)
          .isEqualTo(channel.name() + "/main");
    }
  }

  /** One of every kind that the strict reader refuses, written for this project. */
  private static Map<String, byte[]> notJson() {
    var all = new LinkedHashMap<String, byte[]>();
    all.put("nothing", new byte[0]);
    all.put("spaces", bytes(" \t\r\n"));
    all.put("cut off", bytes("{\"update_id\":1"));
    all.put("too deep", bytes("[".repeat(65) + "]".repeat(65)));
    all.put("a doubled name", bytes("{\"a\":1,\"a\":1}"));
    all.put("a doubled name, escaped", bytes("{\"a\":1,\"\\u0061\":1}"));
    all.put("a doubled name below", bytes("{\"a\":[{\"b\":1,\"b\":2}]}"));
    all.put("trailing content", bytes("{} {}"));
    all.put("a trailing comma", bytes("[1,]"));
    all.put("a trailing zero byte", bytes("{}\u0000"));
    all.put("a comment", bytes("{/**/}"));
    all.put("single quotes", bytes("{'a':1}"));
    all.put("a bare name", bytes("{a:1}"));
    all.put("NaN", bytes("[NaN]"));
    all.put("a leading zero", bytes("[01]"));
    all.put("a plus sign", bytes("[+1]"));
    all.put("a line break in a text", bytes("[\"a\nb\"]"));
    all.put("a zero byte in a text", bytes("[\"a\u0000b\"]"));
    all.put("a wrong escape", bytes("[\"\\x41\"]"));
    all.put("a byte order mark", bytes("\ufeff{}"));
    all.put("UTF-16", "{}".getBytes(UTF_16));
    all.put("Latin-1", "{\"a\":\"\u00e9\"}".getBytes(ISO_8859_1));
    all.put("overlong", "{\"a\":\"\u00c0\u00af\"}".getBytes(ISO_8859_1));
    all.put("beyond Unicode", "[\"\u00f4\u0090\u0080\u0080\"]".getBytes(ISO_8859_1));
    all.put("a surrogate in UTF-8", "[\"\u00ed\u00a0\u0080\"]".getBytes(ISO_8859_1));
    all.put("a lone high surrogate", bytes("[\"\\ud83d\"]"));
    all.put("a lone low surrogate", bytes("[\"\\udc00x\"]"));
    all.put("surrogates the wrong way round", bytes("[\"\\udc00\\ud83d\"]"));
    all.put("a lone surrogate in a name", bytes("{\"\\ud83d\":1}"));
    all.put("a long name", bytes("{\"" + "n".repeat(257) + "\":1}"));
    all.put("a long number", bytes("[" + "1".repeat(129) + "]"));
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
