package dragoman.rehearsal;

import dragoman.channel.Account;
import dragoman.channel.Channel;
import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.conversation.Decision;
import dragoman.conversation.Effect;
import dragoman.memory.MemoryLedger;
import dragoman.memory.MemoryQueues;
import dragoman.message.Fields;
import dragoman.message.InboundMessage;
import dragoman.message.Json;
import dragoman.message.Nudge;
import dragoman.message.ReceiptJson;
import dragoman.message.ReplyEnded;
import dragoman.pipeline.Batch.Item;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Lane;
import dragoman.pipeline.LogEvent;
import dragoman.pipeline.Receive;
import dragoman.pipeline.Recorded;
import dragoman.pipeline.Route;
import dragoman.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plays webhooks through the real receiving and routing under a policy, each alone, as if nobody
 * had ever written before. Nothing leaves memory, and the same webhooks under the same policy end
 * alike at any time and place. Training the classifier takes most of its time, so one rehearsal
 * plays many. Not for several threads.
 */
public final class Rehearsal {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String TENANT = "rehearsal";
  private static final String ENDPOINT = "main";

  /** Thrown away with the rehearsal; of a form that every channel takes. */
  private static final Secret SECRET = new Secret("rehearsal0only0not0a0secret00000");

  private final MemoryLedger ledger = new MemoryLedger();
  private final MemoryQueues queues = new MemoryQueues(() -> NOW, _ -> true);
  private final List<LogEvent> log = new ArrayList<>();
  private final Receive receive = new Receive(new OneEndpoint(), queues, log::add);
  private final Route route;

  public Rehearsal(Policy policy) {
    // Recorded messages are old: without a limit on age they count as just sent.
    var limits = new Route.Limits(TENANT, Duration.ZERO);
    route = new Route(policy, limits, ledger, queues, _ -> {}, log::add);
  }

  /**
   * @param webhooks bodies by name, {@code channel/file}
   * @throws IllegalArgumentException if a name begins with no channel
   */
  public Golden play(Map<String, byte[]> webhooks) {
    var outcomes = new TreeMap<String, Outcome>();
    webhooks.forEach((name, body) -> outcomes.put(name, play(channel(name), body)));
    return Golden.of(outcomes);
  }

  private Outcome play(Channel channel, byte[] body) {
    ledger.clear();
    queues.clear();
    log.clear();
    var request = channel.sign(body, endpoint(channel.name()), NOW);
    var answer = receive.receive(channel.name(), ENDPOINT, request, NOW);
    for (var event : queues.bodies(new Lane.Inbound())) {
      route.route(new Item("", "", event, 1), NOW);
    }
    var accepted =
        log.stream()
            .filter(LogEvent.WebhookAccepted.class::isInstance)
            .map(LogEvent.WebhookAccepted.class::cast)
            .findFirst();
    return new Outcome(
        answer.status(),
        ledger.inbox().stream().map(Rehearsal::turn).toList(),
        queues.bodies(new Lane.Receipts()).stream().map(Rehearsal::receipt).toList(),
        queues.bodies(new Lane.ParkedLane()).size(),
        accepted.map(LogEvent.WebhookAccepted::ignored).orElse(0));
  }

  private static Outcome.Turn turn(Recorded recorded) {
    var decision = recorded.decision();
    return new Outcome.Turn(
        kind(recorded),
        Fields.written(decision.action()),
        decision.understood().intent().orElse(""),
        decision.understood().language().orElse(""),
        decision.workspace(),
        decision.team().orElse(""),
        decision.effects().stream().map(it -> effect(it, ticket(decision))).toList());
  }

  /** Of the event, so it would make every sentence that tells it another one. */
  private static String ticket(Decision decision) {
    return decision.effects().stream()
        .filter(Effect.Assigning.class::isInstance)
        .map(it -> ((Effect.Assigning) it).task().ticket())
        .findFirst()
        .orElse("{ticket}");
  }

  private static String kind(Recorded recorded) {
    return switch (recorded.event()) {
      case InboundMessage message -> message.content().kind();
      case ReplyEnded _ -> "reply_ended";
      case Nudge _ -> "nudge";
    };
  }

  private static String effect(Effect effect, String ticket) {
    return effect.kind()
        + " "
        + switch (effect) {
          case Effect.Answering(var reply, _, _) ->
              reply
                  .link()
                  .map(it -> it.url().toString())
                  .orElseGet(() -> hash(reply.text().replace(ticket, "{ticket}")));
          case Effect.Assigning(var task) -> task.team();
          case Effect.Escalating(var escalation) -> escalation.severity();
        };
  }

  private static String hash(String text) {
    return "text %08x".formatted(text.hashCode());
  }

  private static String receipt(String json) {
    try {
      return Fields.written(ReceiptJson.read(json).status());
    } catch (Json.Malformed e) {
      throw new IllegalStateException("a receipt just written can be read", e);
    }
  }

  private static Channel channel(String webhook) {
    var name = webhook.substring(0, Math.max(0, webhook.indexOf('/')));
    return Channels.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    webhook + " is in no channel's folder; put it into events/CHANNEL/"));
  }

  private static Endpoint endpoint(String channel) {
    return new Endpoint(
        TENANT, channel, ENDPOINT, List.of(SECRET), Optional.empty(), Set.of(Endpoint.ANY_ACCOUNT));
  }

  private record OneEndpoint() implements Doors.Secrets {
    @Override
    public Optional<Endpoint> endpoint(String channel, String name, boolean fresh) {
      return Optional.of(Rehearsal.endpoint(channel));
    }

    @Override
    public Optional<Account> account(String channel, String id) {
      return Optional.empty();
    }

    @Override
    public Secret slack() {
      throw new Doors.Unavailable("a rehearsal shows nothing in Slack");
    }
  }
}
