package dragoman.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it says when it is asked wrongly, or cannot do it; that it erases, CanaryTest holds. */
class EraseCommandTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  @BeforeEach
  void prepare() {
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(before);
  }

  private static int erase(String... more) {
    var words = new ArrayList<>(List.of("erase"));
    words.addAll(List.of(more));
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return CommandLines.run(null, null, null, out, words.toArray(String[]::new));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Answers every call of a function so. */
  private static HttpServer answering(int status, String header, String body) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("content-type", "application/json");
          if (!header.isEmpty()) {
            exchange.getResponseHeaders().set(header.split(":")[0], header.split(":")[1]);
          }
          exchange.sendResponseHeaders(status, body.length());
          exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    return server;
  }

  private int asked(int status, String header, String body) throws IOException {
    var server = answering(status, header, body);
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort();
      return erase(
          "--channel=whatsapp",
          "--account=1",
          "--id=15550100",
          "--yes",
          "--endpoint=" + url,
          "--functions=" + url);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void it_is_for_good_so_it_asks_for_a_yes() {
    assertThat(erase("--channel", "whatsapp", "--account", "1", "--id", "2")).isEqualTo(2);
    assertThat(said()).contains("say --yes, or --dry-run");
  }

  @Test
  void a_variable_that_is_not_set_is_nobody() {
    assertThat(erase("--channel=whatsapp", "--account=1", "--id=", "--yes")).isEqualTo(2);
    assertThat(said()).contains("must not be blank");
  }

  @Test
  void what_is_missing_is_named() {
    assertThat(erase("--yes")).isEqualTo(2);
    assertThat(said()).contains("--channel=NAME", "--account=ID", "--id=ID");
  }

  @Test
  void the_arguments_may_stand_in_a_file_that_no_shell_remembers(@TempDir Path dir)
      throws IOException {
    var file = Files.writeString(dir.resolve("who"), "--channel=whatsapp --account=1\n--id=2\n");
    assertThat(erase("@" + file)).isEqualTo(2);
    assertThat(said()).contains("say --yes, or --dry-run");
  }

  @Test
  void what_the_function_says_of_the_question_is_passed_on() throws IOException {
    var wrong = "{\"wrong\":\"channel must be one of whatsapp, telegram, webchat\"}";
    assertThat(asked(200, "", wrong)).isEqualTo(2);
    assertThat(said()).contains("channel must be one of whatsapp");
  }

  @Test
  void what_the_function_did_not_do_is_said_and_nothing_else_is_done() throws IOException {
    assertThat(asked(200, "", "{\"problem\":\"a service did not answer\"}")).isEqualTo(1);
    assertThat(said()).contains("a service did not answer").doesNotContain("dead letters");
  }

  @Test
  void a_function_that_fails_or_is_not_there_is_named_without_a_stack_trace() throws IOException {
    assertThat(asked(200, "X-Amz-Function-Error:Unhandled", "{}")).isEqualTo(1);
    assertThat(asked(404, "x-amzn-errortype:ResourceNotFoundException", "{}")).isEqualTo(1);
    assertThat(asked(403, "x-amzn-errortype:AccessDeniedException", "{}")).isEqualTo(1);
    assertThat(said())
        .contains(
            "the function dragoman-EraseContact failed: its log says why",
            "there is no function dragoman-EraseContact: is --stack right",
            "may you call it (lambda:InvokeFunction)?")
        .doesNotContain("\tat ", "15550100");
  }
}
