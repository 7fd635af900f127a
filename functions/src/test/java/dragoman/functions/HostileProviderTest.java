package dragoman.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dragoman.channel.Channels;
import dragoman.channel.HttpCall;
import dragoman.channel.Outcome;
import dragoman.pipeline.Doors.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Providers that lie, dribble, never end or hang up: each call ends in its time and in little
 * memory, is made once, and what may have arrived is never taken for sent, nor for not sent.
 */
class HostileProviderTest {
  private static final Duration TIME = Duration.ofSeconds(2);

  /** What a busy machine may take beyond it. */
  private static final Duration SLACK = Duration.ofSeconds(6);

  private static final long MOST_BYTES = 8 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final HttpCall CALL =
      new HttpCall(
          "POST",
          URI.create("https://provider.example/v1/messages"),
          "https://provider.example/v1/messages",
          Map.of("content-type", "application/json"),
          "{\"text\":\"hello\"}");

  /** What a server says once it has heard the request. */
  private interface Manner {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  private static Manner says(String text) {
    return out -> out.write(text.getBytes(UTF_8));
  }

  /** The piece again and again, for as long as anybody listens. */
  private static Manner endlessly(String first, String piece, long pauseMillis) {
    return out -> {
      out.write(first.getBytes(UTF_8));
      while (true) {
        out.write(piece.getBytes(UTF_8));
        out.flush();
        Thread.sleep(pauseMillis);
      }
    };
  }

  private record Server(ServerSocket socket, AtomicInteger heard) implements AutoCloseable {
    static Server with(Manner manner) throws IOException {
      var server =
          new Server(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), new AtomicInteger());
      Thread.ofVirtual().start(() -> server.serve(manner));
      return server;
    }

    private void serve(Manner manner) {
      while (!socket.isClosed()) {
        try (var connection = socket.accept()) {
          heard(connection);
          heard.incrementAndGet();
          manner.answer(connection.getOutputStream());
        } catch (IOException e) {
          // The client hung up, or the test is over.
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    private static void heard(Socket connection) throws IOException {
      var text = new StringBuilder();
      var in = connection.getInputStream();
      while (!text.toString().endsWith("\"}")) {
        text.append((char) in.read());
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static Exchange called(String what, Manner manner) throws IOException {
    try (var server = Server.with(manner)) {
      var http =
          new ProviderHttp(
              Map.of("whatsapp", URI.create("http://127.0.0.1:" + server.socket().getLocalPort())),
              TIME);
      var bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
      var start = System.nanoTime();
      var exchange = http.send("whatsapp", CALL);
      var time = Duration.ofNanos(System.nanoTime() - start);
      assertThat(time).as(what).isLessThan(TIME.plus(SLACK));
      assertThat(THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - bytes)
          .as(what + ", bytes allocated")
          .isLessThan(MOST_BYTES);
      assertThat(server.heard()).as(what + ", how often").hasValue(1);
      return exchange;
    }
  }

  /** Nothing of it may pass for a success, or for certainly not sent. */
  private static void assertDoubt(String what, Manner manner) throws IOException {
    switch (called(what, manner)) {
      case Exchange.Lost _ -> {}
      case Exchange.NotSent notSent -> assertThat(notSent).as(what).isNull();
      case Exchange.Answered(var answer) -> {
        assertThat(answer.body().length()).as(what).isLessThanOrEqualTo(64 << 10);
        for (var channel : List.of("whatsapp", "telegram")) {
          assertThat(Channels.named(channel).orElseThrow().outcome(answer))
              .as(what + " at " + channel)
              .isInstanceOf(Outcome.Ambiguous.class);
        }
      }
    }
  }

  @Test
  void an_answer_that_never_ends_is_doubt() throws IOException {
    var ok = "HTTP/1.1 200 OK\r\n";
    var chunk = "2000\r\n" + "x".repeat(0x2000) + "\r\n";
    assertDoubt("an endless body", endlessly(ok + "\r\n", "x".repeat(8192), 0));
    assertDoubt("endless chunks", endlessly(ok + "Transfer-Encoding: chunked\r\n\r\n", chunk, 0));
    assertDoubt("endless headers", endlessly(ok, "x-" + "h".repeat(900) + ": y\r\n", 0));
    assertDoubt("an endless status line", endlessly("HTTP/1.1 200 ", "x".repeat(900), 0));
    assertDoubt("endless promises", endlessly("", "HTTP/1.1 100 Continue\r\n\r\n", 0));
  }

  @Test
  void an_answer_that_dribbles_is_doubt_when_the_time_is_over() throws IOException {
    assertDoubt("a dribbling body", endlessly("HTTP/1.1 200 OK\r\n\r\n{", " ", 100));
    assertDoubt("a dribbling header", endlessly("HTTP/1.1 200 OK\r\nx: ", "y", 100));
    assertDoubt("a dribbling status", endlessly("HTTP/1.1 200 ", "y", 100));
    assertDoubt("dribbling promises", endlessly("", "HTTP/1.1 100 Continue\r\n\r\n", 100));
    assertDoubt(
        "dribbling chunks",
        endlessly("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", 100));
    assertDoubt("silence", endlessly("", "", 100));
  }

  @Test
  void a_huge_or_deep_answer_is_doubt() throws IOException {
    var ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    var sent = "{\"messages\":[{\"id\":\"wamid.1\"}],\"ok\":true,\"result\":{\"message_id\":1}";
    assertDoubt(
        "10 MB that begin well",
        says(ok + "Content-Length: 10485760\r\n\r\n" + sent + " ".repeat(10 << 20) + "}"));
    assertDoubt(
        "a length that is not there",
        says(ok + "Content-Length: 99999999999\r\n\r\n" + sent + "}"));
    assertDoubt("deep JSON", says(ok + "\r\n" + "[".repeat(60_000)));
    assertDoubt("doubled names", says(ok + "\r\n" + sent + ",\"ok\":true,\"ok\":true}"));
    assertDoubt("trailing content", says(ok + "\r\n" + sent + "}{}"));
    assertDoubt("a lone surrogate", says(ok + "\r\n" + sent + ",\"x\":\"\\ud800\"}"));
  }

  @Test
  void an_answer_that_is_none_is_doubt() throws IOException {
    assertDoubt("nothing", says(""));
    assertDoubt("not HTTP", says("SSH-2.0-OpenSSH_9.6\r\n"));
    assertDoubt("an answer without a body", says("HTTP/1.1 200 OK\r\n\r\n"));
    assertDoubt("HTML", says("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>ok</html>"));
    assertDoubt(
        "a malformed chunk", says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"));
    assertDoubt(
        "a negative chunk", says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}"));
    assertDoubt("a negative length", says("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"));
    assertDoubt(
        "compressed", says("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\u001f\u008b"));
    assertDoubt("an unheard status", says("HTTP/1.1 599 Odd\r\nContent-Length: 0\r\n\r\n"));
    assertDoubt("a promise alone", says("HTTP/1.1 102 Processing\r\n\r\n"));
  }

  @Test
  void a_connection_reset_is_doubt() throws IOException {
    assertDoubt(
        "a reset in the middle",
        out -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(UTF_8));
          out.flush();
          throw new IOException("hang up");
        });
  }

  @Test
  void a_refusal_may_hold_anything_and_stays_a_refusal() throws IOException {
    for (var body :
        List.of("", "<html>", "[".repeat(1000), "\u0000", "{\"error\":{\"code\":1e99}}")) {
      var exchange =
          called(
              "a refusal",
              says("HTTP/1.1 404 No\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
      assertThat(exchange).isInstanceOf(Exchange.Answered.class);
      var outcome =
          Channels.named("whatsapp").orElseThrow().outcome(((Exchange.Answered) exchange).answer());
      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void a_redirect_of_any_kind_is_not_followed() throws IOException {
    for (var status : List.of(300, 301, 302, 303, 305, 307, 308)) {
      for (var location :
          List.of("http://127.0.0.1:1/", "/again", "file:///etc/passwd", "//x", "\u0000")) {
        var exchange =
            called(
                status + " " + location,
                says(
                    "HTTP/1.1 %d Elsewhere\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                        .formatted(status, location)));
        assertThat(exchange)
            .isInstanceOfSatisfying(
                Exchange.Answered.class, it -> assertThat(it.answer().status()).isEqualTo(status));
      }
    }
  }

  @Test
  void a_header_cannot_be_forged_by_a_value() {
    var forged =
        new HttpCall(
            "POST",
            CALL.url(),
            CALL.shown(),
            Map.of("authorization", "Bearer t\r\nX-Evil: 1"),
            CALL.body());
    var http = new ProviderHttp(Map.of("whatsapp", URI.create("http://127.0.0.1:1")), TIME);
    assertThat(http.send("whatsapp", forged)).isInstanceOf(Exchange.NotSent.class);
  }
}
