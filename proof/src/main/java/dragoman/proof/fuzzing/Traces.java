package dragoman.proof.fuzzing;

import dragoman.channel.Account;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.conversation.Conversation;
import dragoman.memory.MemoryLedger;
import dragoman.memory.MemoryQueues;
import dragoman.message.Escalation;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.Receive;
import dragoman.pipeline.Recorded;
import dragoman.pipeline.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the pipeline writes when the genuine webhooks pass through it, under a small policy: the
 * honest contents of every queue and row.
 */
record Traces(
    List<String> inbound,
    List<String> receipts,
    List<String> parked,
    List<String> outbound,
    List<String> tasks,
    List<Recorded> inbox,
    List<Conversation> conversations,
    List<Escalation> escalations) {

  /** When all of it happens. */
  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  static Traces of(Material material) {
    var queues = new MemoryQueues(() -> NOW, _ -> true);
    var ledger = new MemoryLedger();
    var escalations = new ArrayList<Escalation>();
    var receive = new Receive(new OneEndpoint(), queues, _ -> {});
    material
        .webhooks()
        .forEach(
            (name, body) -> {
              var channel =
                  Channels.named(name.substring(0, Math.max(0, name.indexOf('/'))))
                      .orElseThrow(() -> new IllegalArgumentException(name + " is of no channel"));
              var request = channel.sign(body, endpoint(channel.name()), NOW);
              receive.receive(channel.name(), "main", request, NOW);
            });
    var inbound = queues.bodies(new Lane.Inbound());
    var limits = new Route.Limits("fuzzing", Duration.ZERO);
    var route = new Route(Policies.policy(), limits, ledger, queues, escalations::add, _ -> {});
    inbound.forEach(it -> route.route(new Item("", "", it, 1), NOW));
    return new Traces(
        inbound,
        queues.bodies(new Lane.Receipts()),
        queues.bodies(new Lane.ParkedLane()),
        queues.bodies(new Lane.Outbound()),
        queues.lanes().stream()
            .filter(Lane.TeamLane.class::isInstance)
            .flatMap(it -> queues.bodies(it).stream())
            .toList(),
        ledger.inbox(),
        ledger.conversations(),
        escalations);
  }

  /** Of a form that every channel takes; good for nothing else. */
  static Endpoint endpoint(String channel) {
    var secret = new Secret("fuzzing00only0not0a0secret000000");
    return new Endpoint(
        "fuzzing",
        channel,
        "main",
        List.of(secret),
        Optional.of(new Secret("verify-me")),
        Set.of(Endpoint.ANY_ACCOUNT));
  }

  /** Every endpoint is genuine, and nothing can be sent. */
  record OneEndpoint() implements Doors.Secrets {
    @Override
    public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
      return Optional.of(Traces.endpoint(channel));
    }

    @Override
    public Optional<Account> account(String channel, String id) {
      return Optional.empty();
    }

    @Override
    public Secret slack() {
      throw new Doors.Unavailable("nothing is shown in Slack");
    }
  }
}
