package dragoman.functions;

import java.io.IOException;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What Lambda's SnapStart keeps of a function, and what it must not: the classes are loaded and run
 * in, but no secret and no open connection rests in a snapshot (AWS Lambda Developer Guide,
 * "Improving startup performance with Lambda SnapStart").
 *
 * <p>A handler holds on to it, because the context it registers with does not.
 */
final class Snapshot implements Resource {
  /** The first run loads the classes; a few more have the most used of them compiled. */
  private static final int REHEARSALS = 5;

  private final Clients clients;
  private final String queueUrl;
  private final List<SecretStore> secrets;
  private final DryRun.Run rehearsal;

  /**
   * @param queueUrl a queue at the service that the function calls
   * @param secrets every store the function has
   */
  Snapshot(Clients clients, String queueUrl, List<SecretStore> secrets, DryRun.Run rehearsal) {
    this.clients = clients;
    this.queueUrl = queueUrl;
    this.secrets = secrets;
    this.rehearsal = rehearsal;
  }

  /** At the end of init, however the function was started. */
  void ready() {
    clients.open(queueUrl);
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
    for (var i = 0; i < REHEARSALS; i++) {
      clients.open(queueUrl);
      rehearsal.run();
    }
    secrets.forEach(SecretStore::forget);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    clients.keepConnections();
  }
}
