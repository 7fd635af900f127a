package dragoman.local.embedded;

import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in memory, one database for all credentials.
 *
 * <p>Its own launcher listens on every interface and reports to its makers unless told not to; the
 * handlers are therefore put into a server of ours, which does neither and writes no file.
 */
final class DynamoDbServer implements AutoCloseable {
  private final Server server;
  private final LocalDynamoDBServerHandler handler;
  private final ServerConnector connector;

  private DynamoDbServer(
      Server server, LocalDynamoDBServerHandler handler, ServerConnector connector) {
    this.server = server;
    this.handler = handler;
    this.connector = connector;
  }

  /**
   * @param port 0 for any free one
   */
  static DynamoDbServer start(int port) throws Exception {
    var handler =
        new LocalDynamoDBServerHandler(
            new LocalDynamoDBRequestHandler(0, true, null, true, false), null);
    var server = new Server();
    var connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new ContextHandler(handler));
    server.start();
    return new DynamoDbServer(server, handler, connector);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      System.err.println("aws: DynamoDB Local did not stop cleanly: " + e.getMessage());
    }
    handler.close();
  }
}
