package dragoman.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.Channels;
import dragoman.hostile.Corpora;
import dragoman.hostile.Street;
import dragoman.hostile.Texts;
import dragoman.message.Content;
import dragoman.message.Json;
import dragoman.message.ParkedJson;
import dragoman.message.TaskJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real functions on embedded services, reached as a stranger reaches them: bytes on a socket.
 * No answer is a 5xx, none tells how we are made, and what is on the queues afterwards is what was
 * sent, to the byte.
 */
class HostileStreetTest {
  @TempDir private static Path dir;
  private static Working working;
  private static Stranger stranger;

  @BeforeAll
  static void start() throws Exception {
    working = new Working(dir, it -> it);
    stranger = new Stranger(working.webhooks());
  }

  @AfterAll
  static void stop() {
    working.close();
  }

  /** It says nothing about us, and is none of our faults. */
  private static void assertPlain(String what, Wire answer) {
    assertThat(answer.status()).as(what).isBetween(200, 499);
    assertThat(answer.body()).as(what).doesNotContain("dragoman", "\tat ", ".java");
  }

  @Test
  void bodies_of_every_kind_are_refused_or_parked_to_the_byte() throws Exception {
    var bodies = new LinkedHashMap<String, byte[]>();
    for (var text :
        List.of("", "{", "[1,]", "{\"a\":1,\"a\":1}", "{} {}", "\ufeff{}", "[\"\\ud800\"]")) {
      bodies.put(text, text.getBytes(UTF_8));
    }
    bodies.put("no UTF-8", new byte[] {'[', '"', (byte) 0xff, (byte) 0xfe, (byte) 0xc0, '"', ']'});
    bodies.put("depth", "[".repeat(100_000).getBytes(UTF_8));
    assertRefusedOrParked(bodies);
  }

  /** The whole suite at every channel's address, unsigned and signed. */
  @Test
  void the_json_test_suite_is_refused_or_parked_to_the_byte() throws Exception {
    var bodies = new LinkedHashMap<String, byte[]>();
    for (var file : Corpora.files("jsontestsuite/test_parsing")) {
      bodies.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
    assertThat(bodies).hasSize(318);
    var started = System.nanoTime();
    System.out.printf(
        "requests with test-suite JSON over HTTP: %d in %d ms%n",
        assertRefusedOrParked(bodies), (System.nanoTime() - started) / 1_000_000);
  }

  private static int assertRefusedOrParked(Map<String, byte[]> bodies) throws Exception {
    working.drain("parked");
    var requests = 0;
    var expected = new HashMap<String, Integer>();
    for (var body : bodies.entrySet()) {
      for (var channel : Channels.all()) {
        var where = body.getKey() + " at " + channel.name();
        var refused = stranger.unsigned(channel, body.getValue());
        assertPlain(where, refused);
        assertThat(refused.status()).as(where).isEqualTo(401);
        var parked = stranger.signed(channel, body.getValue());
        assertPlain(where, parked);
        var noPlace = Street.hasNoPlaceForProof(channel, body.getValue());
        var declined = channel.name().equals("webchat") ? 400 : 200;
        assertThat(parked.status()).as(where).isEqualTo(noPlace ? 401 : declined);
        if (parked.status() == 200) {
          var kept = Street.kept(channel, body.getValue());
          expected.merge(shown(channel.name() + "/main", kept), 1, Integer::sum);
        }
        requests += 2;
      }
    }
    var found = new HashMap<String, Integer>();
    for (var body : working.drain("parked")) {
      var parked = ParkedJson.read(body);
      found.merge(shown(parked.where(), parked.body()), 1, Integer::sum);
    }
    assertThat(found).isEqualTo(expected);
    return requests;
  }

  /** SNS signs the time of sending along, which is another for each call. */
  private static String shown(String where, byte[] body) {
    return where + (where.startsWith("email/") ? " signed by SNS" : " " + hex(body));
  }

  private static String hex(byte[] bytes) {
    return bytes.length + " " + HexFormat.of().formatHex(bytes, 0, Math.min(200, bytes.length));
  }

  @Test
  void a_request_line_or_header_of_any_form_is_no_fault_of_ours() throws Exception {
    var channel = Channels.named("whatsapp").orElseThrow();
    var body = "{}".getBytes(UTF_8);
    for (var path :
        List.of(
            "/webhooks/whatsapp/..%2F..%2Faccounts%2Fwhatsapp%2F1",
            "/webhooks/whatsapp/%00",
            "/webhooks/whatsapp/%ff%fe",
            "/webhooks/whatsapp/%",
            "/webhooks/whatsapp/a%0d%0aX-Evil:1",
            "/webhooks/whatsapp/" + "a".repeat(5_000),
            "/webhooks/whatsapp/main/",
            "/webhooks/whatsapp//main",
            "/webhooks/whatsapp",
            "/webhooks/WhatsApp/main",
            "/webhooks/*/main",
            "/webhooks/whatsapp/*",
            "/webhooks/whatsapp/main%2Fx",
            "/webhooks/../local",
            "//evil.example/webhooks/whatsapp/main",
            "/webhooks/whatsapp/{endpoint}",
            "/webhooks/\u00e9/main")) {
      assertPlain(
          path, Wire.post(stranger.server(), stranger.head(channel, body, "POST " + path), body));
      assertPlain(
          path, Wire.post(stranger.server(), List.of("GET " + path + " HTTP/1.1"), new byte[0]));
    }
    for (var method : List.of("PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH", "get", "X")) {
      assertPlain(
          method,
          Wire.post(
              stranger.server(),
              stranger.head(channel, body, method + " /webhooks/whatsapp/main"),
              body));
    }
    for (var query : List.of("%", "a&".repeat(4_000), "hub.mode=%ff", "a=1&a=2", "\u00e9", "?")) {
      assertPlain(
          query,
          Wire.post(
              stranger.server(),
              List.of("GET /webhooks/whatsapp/main?" + query + " HTTP/1.1"),
              new byte[0]));
    }
  }

  @Test
  void a_head_larger_than_the_gateway_takes_is_refused() throws Exception {
    for (var line :
        List.of(
            "GET /webhooks/whatsapp/main?" + "a&".repeat(100_000) + " HTTP/1.1",
            "POST /webhooks/webchat/main HTTP/1.1\r\nwebhook-signature: "
                + "a,b ".repeat(50_000))) {
      assertThat(Wire.post(stranger.server(), List.of(line), new byte[0]).status()).isEqualTo(431);
    }
  }

  @Test
  void a_doubled_or_respelled_signature_header_is_refused_and_any_case_is_read() throws Exception {
    for (var channel : Channels.all()) {
      var body =
          Stranger.request(channel, Texts.saying(channel, "77", "zzz qqq unknowable")).body();
      var head = stranger.head(channel, body, "POST /webhooks/" + channel.name() + "/main");
      for (var i = 2; i < head.size(); i++) {
        var doubled = new ArrayList<>(head);
        doubled.add(head.get(i));
        assertThat(Wire.post(stranger.server(), doubled, body).status())
            .as(head.get(i))
            .isEqualTo(401);
        doubled.set(doubled.size() - 1, Stranger.upper(head.get(i)));
        assertThat(Wire.post(stranger.server(), doubled, body).status())
            .as(head.get(i))
            .isEqualTo(401);
        var missing = new ArrayList<>(head);
        missing.remove(i);
        assertThat(Wire.post(stranger.server(), missing, body).status())
            .as(head.get(i))
            .isEqualTo(401);
      }
      var shouted = new ArrayList<>(head);
      shouted.replaceAll(it -> it.startsWith("POST") ? it : Stranger.upper(it));
      assertThat(Wire.post(stranger.server(), shouted, body).status()).isEqualTo(200);
    }
  }

  /** Said by WhatsApp, found in a team's task and in the transcript. */
  @Test
  void texts_of_every_kind_reach_a_team_to_the_character() throws Exception {
    var channel = Channels.named("whatsapp").orElseThrow();
    var texts = new ArrayList<>(Texts.own());
    texts.removeIf(it -> it.length() > 10_000);
    for (var i = 0; i < texts.size(); i++) {
      var body =
          new String(Texts.saying(channel, "9" + i, texts.get(i)), UTF_8)
              .replace('"' + Street.ACCOUNT + '"', '"' + Working.ACCOUNT + '"')
              .replace("1772443800", Long.toString(Instant.now().getEpochSecond()));
      assertThat(stranger.signed(channel, body.getBytes(UTF_8)).status()).isEqualTo(200);
    }
    Working.await(() -> working.recorded("wamid.9").size() == texts.size());
    var recorded = working.recorded("wamid.9");
    for (var it : recorded) {
      var number = Integer.parseInt(it.path("externalId").asText().substring("wamid.9".length()));
      assertThat(it.path("text").asText()).isEqualTo(texts.get(number));
    }
    var handedOver =
        recorded.stream()
            .filter(it -> it.path("decision").asText().equals("hand_over"))
            .map(it -> it.path("externalId").asText())
            .toList();
    assertThat(handedOver).hasSizeGreaterThan(texts.size() / 2);
    var said = new HashMap<String, Content>();
    Working.await(
        () -> {
          for (var queue : working.teams()) {
            for (var task : working.drain(queue)) {
              var read = TaskJson.read(task);
              said.put(read.externalId(), read.said());
            }
          }
          return said.keySet().containsAll(handedOver);
        });
    for (var i = 0; i < texts.size(); i++) {
      var id = "wamid.9" + i;
      if (i % 8 == 0) {
        assertThat(working.said("17779" + i)).contains(texts.get(i));
      }
      if (handedOver.contains(id)) {
        assertThat(said.get(id)).isEqualTo(new Content.Text(texts.get(i)));
      }
    }
    System.out.printf("texts over HTTP: %d, %d tasks%n", texts.size(), handedOver.size());
  }

  /** Somebody listens where the addresses lead, and nobody comes. */
  @Test
  void nobody_follows_an_address_in_a_webhook() throws Exception {
    var visits = new AtomicInteger();
    try (var trap = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
      Thread.ofVirtual().start(() -> listen(trap, visits));
      var channel = Channels.named("webchat").orElseThrow();
      var id = 0;
      for (var host :
          List.of(
              "127.0.0.1",
              "localhost",
              "127.1",
              "0",
              "2130706433",
              "0x7f000001",
              "[::1]",
              "0.0.0.0")) {
        for (var scheme : List.of("http", "https", "ftp", "HTTP", "gopher")) {
          var url =
              Json.write(
                  Json.object().textNode(scheme + "://" + host + ":" + trap.getLocalPort() + "/"));
          var body =
              """
              {"type":"message.created","data":{"message_id":"trap-%d","user":{"id":"trap","name":%2$s},
              "text":%2$s,"url":%2$s,"attachments":[{"type":"image","url":%2$s,"name":%2$s}]}}\
              """
                  .formatted(id++, url);
          assertThat(stranger.signed(channel, body.getBytes(UTF_8)).status()).isEqualTo(200);
        }
      }
      var sent = id;
      Working.await(() -> working.recorded("trap-").size() == sent);
      assertThat(visits).hasValue(0);
    }
  }

  private static void listen(ServerSocket trap, AtomicInteger visits) {
    try {
      while (true) {
        trap.accept().close();
        visits.incrementAndGet();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }
}
