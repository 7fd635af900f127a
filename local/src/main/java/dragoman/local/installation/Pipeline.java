package dragoman.local.installation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dragoman.local.provider.SentLog;
import dragoman.local.runner.Clients;
import dragoman.local.runner.HandlerFactory;
import dragoman.local.template.Stack;
import java.util.List;

/** What the local runner needs to know of the functions it runs: the seam between the two. */
public interface Pipeline {
  /**
   * Handlers whose outgoing calls to providers are recorded.
   *
   * @param sent where each call is added, once its answer came or was lost
   */
  HandlerFactory handlers(SentLog sent);

  /** Every accepted inbound event as recorded in the table, oldest first. */
  List<ObjectNode> messages(Clients clients, Stack stack);

  /** Forgets what it keeps in memory of events that have passed. */
  void forget();

  /** Writes profiles of contacts into the table, so that they are known before they write. */
  void seed(Clients clients, Stack stack, List<SeedContact> contacts);
}
