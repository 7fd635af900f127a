package dragoman.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.message.Content;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.TaskJson;
import dragoman.pipeline.Doors.Lane;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever a person types is, to the character, in the team's task and in the record of the
 * conversation; and nothing that SQS would refuse is on any queue.
 */
class HostileTextTest {
  /** What every body on a queue is made of: SQS takes these and more. */
  private static final String ASCII = "[ -\u007f]+";

  private static final String WORD = "zzz ";

  /** The channels whose bodies are JSON, in which bytes can be put as they are. */
  private static final List<Channel> JSON =
      Channels.all().stream().filter(it -> !it.name().matches("twilio|email")).toList();

  /** A mail is MIME inside: what of it is a person's words is another question. */
  private static final List<Channel> EXACT =
      Channels.all().stream().filter(it -> !it.name().equals("email")).toList();

  private final Street street = new Street();
  private int said;
  private int tasks;

  @Test
  void a_text_of_any_kind_arrives_to_the_character() throws Exception {
    arrive(Texts.own());
    assertThat(tasks).isEqualTo(said);
  }

  @Test
  void every_character_of_the_basic_plane_arrives() throws Exception {
    arrive(Texts.basicPlane());
    report("texts with every code point of the basic plane");
  }

  @Test
  void every_lone_surrogate_is_set_aside_or_answered() {
    var refused = 0;
    for (var channel : JSON) {
      for (var point = 0xd800; point <= 0xdfff; point++) {
        var escaped = "a\\u%04xb".formatted(point).getBytes(UTF_8);
        var raw =
            new byte[] {
              (byte) 0xed, (byte) (0x80 | point >> 6 & 0x3f), (byte) (0x80 | point & 0x3f)
            };
        assertNotTaken(channel, Texts.sayingRaw(channel, "1", escaped));
        assertNotTaken(channel, Texts.sayingRaw(channel, "1", raw));
        refused += 2;
      }
    }
    System.out.println("bodies with a lone surrogate not taken: " + refused);
  }

  @Test
  void a_mail_of_any_text_is_one_event_and_harms_no_queue() {
    var email = Channels.named("email").orElseThrow();
    var texts = new ArrayList<>(Texts.own());
    texts.addAll(Texts.basicPlane());
    // Three times in a message of SNS, which holds 256 KB.
    texts.removeIf(it -> it.length() > 10_000);
    for (var text : texts) {
      street.clear();
      assertThat(street.post(email, Texts.saying(email, "1", text)).status())
          .as(text)
          .isEqualTo(200);
      street.settle();
      assertThat(street.ledger.inbox()).as(text).hasSize(1);
      assertThat(street.bodies()).isNotEmpty().allMatch(it -> it.matches(ASCII));
      assertThat(street.parked()).isEmpty();
    }
  }

  @Test
  void naughty_strings_arrive_to_the_character() throws Exception {
    arrive(Corpora.texts("blns/blns.json"));
    report("naughty strings");
  }

  @Test
  void strings_that_attack_slack_logs_and_links_arrive_to_the_character() throws Exception {
    for (var list : List.of("slack_injection", "log_injection", "guide_link_injection")) {
      arrive(Corpora.texts("own/" + list + ".json"));
    }
    arrive(Corpora.lines("own/ssrf_urls.txt"));
    report("injection strings");
  }

  @Test
  void confusables_arrive_to_the_character() throws Exception {
    var names = new ArrayList<String>();
    Corpora.json("unicode/confusables.json").fieldNames().forEachRemaining(names::add);
    assertThat(names).hasSize(9_601);
    var texts = new ArrayList<String>();
    for (var from = 0; from < names.size(); from += 32) {
      texts.add("zzz" + String.join("", names.subList(from, Math.min(names.size(), from + 32))));
    }
    arrive(texts);
    report("texts with every confusable");
  }

  @Test
  void the_lines_of_fuzzdb_arrive_to_the_character() throws Exception {
    for (var folder : List.of("control-chars", "unicode", "format-strings", "no-sql-injection")) {
      for (var file : Corpora.files("fuzzdb/attack/" + folder)) {
        if (file.toString().endsWith(".txt")) {
          var text = new String(Files.readAllBytes(file), UTF_8);
          arrive(text.lines().filter(it -> !it.isBlank()).toList());
        }
      }
    }
    report("lines of fuzzdb");
  }

  @Test
  void utf8_arrives_and_what_is_none_is_set_aside_or_answered() throws Exception {
    var valid = 0;
    var invalid = 0;
    for (var sequence : Corpora.utf8()) {
      for (var channel : JSON) {
        var body = Texts.sayingRaw(channel, "1", escaped(sequence.bytes()));
        if (sequence.valid() && !hasControl(sequence.bytes())) {
          street.clear();
          assertThat(street.post(channel, body).status()).isEqualTo(200);
          street.settle();
          assertArrived(channel, WORD + new String(sequence.bytes(), UTF_8));
          valid++;
        } else {
          assertNotTaken(channel, body);
          invalid++;
        }
      }
    }
    assertThat(valid + invalid).isEqualTo(222 * JSON.size());
    System.out.printf("UTF-8 cases: %d arrived, %d not taken%n", valid, invalid);
  }

  /** In quotes as JSON wants it; the word before makes a text of a sequence of blanks. */
  private static byte[] escaped(byte[] bytes) {
    var text = new ByteArrayOutputStream();
    text.writeBytes(WORD.getBytes(UTF_8));
    for (var octet : bytes) {
      if (octet == '"' || octet == '\\') {
        text.write('\\');
      }
      text.write(octet);
    }
    return text.toByteArray();
  }

  private static boolean hasControl(byte[] bytes) {
    return new String(bytes, ISO_8859_1).chars().anyMatch(it -> it < 0x20);
  }

  private void arrive(List<String> texts) throws Json.Malformed {
    for (var text : texts) {
      for (var channel : EXACT) {
        street.clear();
        var answer = street.post(channel, Texts.saying(channel, Integer.toString(said), text));
        if (heard(channel, text).isBlank()) {
          assertThat(answer.status()).isIn(200, 400);
          continue;
        }
        assertThat(answer.status()).as("%s: %s", channel.name(), text).isEqualTo(200);
        street.settle();
        assertArrived(channel, text);
        said++;
      }
    }
  }

  /** Twilio's texts lose their NULs. */
  private static String heard(Channel channel, String text) {
    return channel.name().equals("twilio") ? text.replace("\u0000", "") : text;
  }

  private void assertArrived(Channel channel, String text) throws Json.Malformed {
    var expected = new Content.Text(heard(channel, text));
    assertThat(street.ledger.inbox())
        .as(channel.name())
        .singleElement()
        .satisfies(it -> assertThat(((InboundMessage) it.event()).content()).isEqualTo(expected));
    assertThat(street.bodies()).isNotEmpty().allMatch(it -> it.matches(ASCII));
    for (var lane : street.queues.lanes()) {
      if (lane instanceof Lane.TeamLane) {
        for (var body : street.queues.bodies(lane)) {
          assertThat(TaskJson.read(body).said()).isEqualTo(expected);
          tasks++;
        }
      }
    }
    assertThat(street.parked()).isEmpty();
  }

  /** Set aside for a person, or answered 400 by the web chat; nobody is told half of it. */
  private void assertNotTaken(Channel channel, byte[] body) {
    street.clear();
    var answer = street.post(channel, body);
    assertThat(street.queues.bodies(new Lane.Inbound())).isEmpty();
    if (channel.name().equals("webchat")) {
      assertThat(answer.status()).isEqualTo(400);
    } else if (Street.hasNoPlaceForProof(channel, body)) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(street.parked()).isEmpty();
    } else {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(street.parked())
          .singleElement()
          .satisfies(it -> assertThat(it.body()).isEqualTo(body));
    }
  }

  private void report(String what) {

    assertThat(tasks).as("tasks of " + said).isGreaterThan(said * 9 / 10);
    System.out.printf("%s: %d said, %d tasks%n", what, said, tasks);
  }
}
