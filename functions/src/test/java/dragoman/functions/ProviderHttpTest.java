package dragoman.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dragoman.channel.HttpCall;
import dragoman.pipeline.Doors.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What never left is told apart from what may have arrived; and nothing is ever sent twice by the
 * client itself.
 */
class ProviderHttpTest {
  private static final HttpCall CALL =
      new HttpCall(
          "POST",
          URI.create("https://provider.example/v1/messages?x=%20y"),
          "https://provider.example/v1/messages",
          Map.of("authorization", "Bearer t", "content-type", "application/json"),
          "{\"text\":\"hello\"}");

  /** A server that answers each connection with these bytes, or hangs up if there are none. */
  private record Peer(ServerSocket socket, List<String> requests) implements AutoCloseable {
    static Peer answering(String answer) throws IOException {
      var peer =
          new Peer(
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
              new CopyOnWriteArrayList<>());
      Thread.ofVirtual().start(() -> peer.serve(answer));
      return peer;
    }

    private void serve(String answer) {
      while (!socket.isClosed()) {
        try (var connection = socket.accept()) {
          requests.add(read(connection));
          connection.getOutputStream().write(answer.getBytes(UTF_8));
        } catch (IOException e) {
          // The test is over, or the client hung up: both are what this peer is for.
        }
      }
    }

    private static String read(Socket connection) throws IOException {
      var text = new StringBuilder();
      var in = connection.getInputStream();
      while (!text.toString().endsWith("\"}")) {
        var next = in.read();
        if (next < 0) {
          break;
        }
        text.append((char) next);
      }
      return text.toString();
    }

    ProviderHttp http() {
      return new ProviderHttp(
          Map.of("whatsapp", URI.create("http://127.0.0.1:" + socket.getLocalPort())));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void an_answer_is_read_whatever_its_status() throws IOException {
    try (var peer =
        Peer.answering(
            "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nslow")) {
      var exchange = peer.http().send("whatsapp", CALL);

      assertThat(exchange)
          .isInstanceOfSatisfying(
              Exchange.Answered.class,
              it -> {
                assertThat(it.answer().status()).isEqualTo(429);
                assertThat(it.answer().body()).isEqualTo("slow");
                assertThat(it.answer().headers()).containsEntry("retry-after", "7");
              });
      assertThat(peer.requests())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it).startsWith("POST /v1/messages?x=%20y HTTP/1.1");
                assertThat(it.toLowerCase()).contains("authorization: bearer t");
                assertThat(it).endsWith("{\"text\":\"hello\"}");
              });
    }
  }

  @Test
  void a_refused_token_is_an_answer_though_the_client_keeps_its_body_to_itself()
      throws IOException {
    try (var peer = Peer.answering("HTTP/1.1 401 No\r\nContent-Length: 4\r\n\r\nwhat")) {
      assertThat(peer.http().send("whatsapp", CALL))
          .isInstanceOfSatisfying(
              Exchange.Answered.class,
              it -> {
                assertThat(it.answer().status()).isEqualTo(401);
                assertThat(it.answer().body()).isEmpty();
              });
    }
  }

  @Test
  void a_refused_connection_was_certainly_not_sent() throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var http = new ProviderHttp(Map.of("whatsapp", URI.create("http://127.0.0.1:" + port)));

    assertThat(http.send("whatsapp", CALL)).isInstanceOf(Exchange.NotSent.class);
  }

  @Test
  void a_host_that_does_not_exist_was_certainly_not_sent() {
    var http = new ProviderHttp(Map.of("whatsapp", URI.create("http://nobody.invalid")));

    assertThat(http.send("whatsapp", CALL)).isInstanceOf(Exchange.NotSent.class);
  }

  @Test
  void a_peer_that_hangs_up_may_have_it_and_is_asked_only_once() throws IOException {
    try (var peer = Peer.answering("")) {
      assertThat(peer.http().send("whatsapp", CALL)).isInstanceOf(Exchange.Lost.class);
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void a_redirect_is_an_answer_and_is_not_followed() throws IOException {
    try (var peer =
        Peer.answering(
            "HTTP/1.1 302 Found\r\n"
                + "Location: http://169.254.169.254/\r\n"
                + "Content-Length: 0\r\n\r\n")) {
      assertThat(peer.http().send("whatsapp", CALL))
          .isInstanceOfSatisfying(
              Exchange.Answered.class, it -> assertThat(it.answer().status()).isEqualTo(302));
      assertThat(peer.requests()).hasSize(1);
    }
  }

  @Test
  void a_kept_connection_is_never_used_for_a_call() throws IOException {
    try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var connections = new AtomicInteger();
      Thread.ofVirtual().start(() -> keepOpen(socket, connections));
      var address = URI.create("http://127.0.0.1:" + socket.getLocalPort());
      address.toURL().openConnection().getInputStream().readAllBytes();
      assertThat(connections).as("one connection now lies in the JDK's cache").hasValue(1);

      var exchange = new ProviderHttp(Map.of("whatsapp", address)).send("whatsapp", CALL);

      assertThat(exchange).isInstanceOf(Exchange.Answered.class);
      assertThat(connections).hasValue(2);
    }
  }

  private static void keepOpen(ServerSocket socket, AtomicInteger connections) {
    try {
      while (true) {
        var connection = socket.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> answerEach(connection));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static void answerEach(Socket connection) {
    try (connection) {
      var in = connection.getInputStream();
      var heard = new byte[4096];
      while (in.read(heard) > 0) {
        connection
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8));
      }
    } catch (IOException e) {
      // The client hung up.
    }
  }
}
