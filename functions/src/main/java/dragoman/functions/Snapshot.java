package dragoman.functions;

import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What Lambda's SnapStart keeps of a function, and what it must not: no secret and no open
 * connection rests in a snapshot (AWS Lambda Developer Guide, "Improving startup performance with
 * Lambda SnapStart").
 *
 * <p>A handler holds on to it, because the context it registers with does not.
 */
final class Snapshot implements Resource {
  private final Clients clients;
  private final List<SecretStore> secrets;

  /**
   * @param secrets every store the function has
   */
  Snapshot(Clients clients, List<SecretStore> secrets) {
    this.clients = clients;
    this.secrets = secrets;
  }

  void register() {
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    secrets.forEach(SecretStore::forget);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    clients.keepConnections();
  }
}
