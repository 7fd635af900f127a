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
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;

/**
 * Outgoing calls through the JDK's lightest client: no redirects, three seconds to connect, eight
 * to answer, answers read up to 64 KiB.
 *
 * <p>What failed before a byte was written is told apart from what may have arrived: the difference
 * between sending again and asking a person.
 */
final class ProviderHttp implements Http {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int ANSWER_MILLIS = 8_000;
  private static final int MAX_ANSWER = 64 << 10;

  private final Map<String, URI> elsewhere;

  /**
   * @param elsewhere providers whose calls go to another host, by name; paths stay
   */
  ProviderHttp(Map<String, URI> elsewhere) {
    this.elsewhere = Map.copyOf(elsewhere);
  }

  @Override
  public Exchange send(String provider, HttpCall call) {
    HttpURLConnection connection;
    try {
      connection = (HttpURLConnection) target(provider, call.url()).toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
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
    } catch (IOException e) {
      return new Exchange.NotSent(e.getClass().getSimpleName());
    }
    try {
      if (!call.body().isEmpty()) {
        try (var out = connection.getOutputStream()) {
          out.write(call.body().getBytes(StandardCharsets.UTF_8));
        }
      }
      return new Exchange.Answered(answer(connection));
    } catch (IOException e) {
      return new Exchange.Lost(e.getClass().getSimpleName());
    } finally {
      connection.disconnect();
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
