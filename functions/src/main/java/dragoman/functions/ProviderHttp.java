package dragoman.functions;

import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.pipeline.Doors.Exchange;
import dragoman.pipeline.Doors.Http;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;

/**
 * Outgoing calls through the JDK's lightest client: no redirects, three seconds to connect, eight
 * for the whole answer, however it dribbles, answers read up to 64 KiB.
 *
 * <p>What failed before a byte was written is told apart from what may have arrived: the difference
 * between sending again and asking a person.
 */
final class ProviderHttp implements Http {
  private static final int CONNECT_MILLIS = 3_000;
  private static final Duration ANSWER = Duration.ofSeconds(8);
  private static final int MAX_ANSWER = 64 << 10;

  private final Map<String, URI> elsewhere;
  private final Duration answer;

  /**
   * @param elsewhere providers whose calls go to another host, by name; paths stay
   */
  ProviderHttp(Map<String, URI> elsewhere) {
    this(elsewhere, ANSWER);
  }

  /**
   * @param answer the most an answer may take, from the call's first byte to the answer's last
   */
  ProviderHttp(Map<String, URI> elsewhere, Duration answer) {
    this.elsewhere = Map.copyOf(elsewhere);
    this.answer = answer;
  }

  @Override
  public Exchange send(String provider, HttpCall call) {
    HttpURLConnection connection;
    try {
      connection = (HttpURLConnection) target(provider, call.url()).toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout((int) answer.toMillis());
      connection.setRequestMethod(call.method());
      call.headers().forEach(connection::setRequestProperty);
      // The client would silently send a request again when a kept connection turns out dead.
      connection.setRequestProperty("Connection", "close");
      // A peer that closes without saying so in its answer leaves a dead connection in the JDK's
      // cache, where another thread may find it. One kept for another authenticator is not taken.
      connection.setAuthenticator(new Authenticator() {});
      if (!call.body().isEmpty()) {
        var body = call.body().getBytes(StandardCharsets.UTF_8);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
      }
      connection.connect();
    } catch (ConnectException
        | UnknownHostException
        | NoRouteToHostException
        | SSLHandshakeException e) {
      return new Exchange.NotSent(e.getClass().getSimpleName());
    } catch (SocketTimeoutException e) {
      return new Exchange.NotSent("ConnectTimeout");
    } catch (IOException | IllegalArgumentException e) {
      // The latter is a header's value with a line break, which its message would quote.
      return new Exchange.NotSent(e.getClass().getSimpleName());
    }
    // The client's own limit is for each read, and begins anew with every byte that dribbles in.
    var patience = Thread.ofPlatform().daemon().start(() -> hangUpInTime(connection));
    try {
      if (!call.body().isEmpty()) {
        try (var out = connection.getOutputStream()) {
          out.write(call.body().getBytes(StandardCharsets.UTF_8));
        }
      }
      return new Exchange.Answered(answer(connection));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Whatever the client stumbled over, it may have arrived. The last is an endless row of
      // "100 Continue", for each of which it calls itself.
      return new Exchange.Lost(e.getClass().getSimpleName());
    } finally {
      patience.interrupt();
      connection.disconnect();
    }
  }

  private void hangUpInTime(HttpURLConnection connection) {
    try {
      Thread.sleep(answer);
      connection.disconnect();
    } catch (InterruptedException e) {
      // The answer came in time.
      Thread.currentThread().interrupt();
    }
  }

  private URI target(String provider, URI url) {
    var base = elsewhere.get(provider);
    return base == null
        ? url
        : URI.create(
            base.getScheme()
                + "://"
                + base.getAuthority()
                + (base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/$", ""))
                + url.getRawPath()
                + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
  }

  private static HttpAnswer answer(HttpURLConnection connection) throws IOException {
    var status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("not HTTP");
    }
    var headers = new HashMap<String, String>();
    connection
        .getHeaderFields()
        .forEach(
            (name, values) -> {
              if (name != null && !values.isEmpty()) {
                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst());
              }
            });
    try (var in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      var body = in == null ? new byte[0] : in.readNBytes(MAX_ANSWER);
      return new HttpAnswer(status, headers, new String(body, StandardCharsets.UTF_8));
    }
  }
}
