package dragoman.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/**
 * HTTP as bytes on a socket, so that nothing a client would refuse to send is out of reach.
 *
 * @param status 0 if the server hung up without a word
 */
record Wire(int status, String body) {

  /**
   * @param head the request line and headers, without the last empty line and the length
   */
  static Wire post(URI server, List<String> head, byte[] body) throws IOException {
    var request = new ByteArrayOutputStream();
    for (var line : head) {
      request.writeBytes((line + "\r\n").getBytes(ISO_8859_1));
    }
    request.writeBytes(
        ("Host: localhost\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
            .getBytes(ISO_8859_1));
    request.writeBytes(body);
    return raw(server, request.toByteArray());
  }

  static Wire raw(URI server, byte[] bytes) throws IOException {
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(30_000);
      var answer = "";
      try {
        socket.getOutputStream().write(bytes);
        answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      } catch (java.net.SocketException e) {
        // The server hung up while we were still talking, as it may.
      }
      var parts = answer.split("\r\n\r\n", 2);
      return new Wire(
          answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0,
          parts.length == 2 ? parts[1] : "");
    }
  }
}
