package dragoman.proof.simulation;

import dragoman.channel.Endpoint;
import dragoman.channel.HttpAnswer;
import dragoman.channel.HttpCall;
import dragoman.channel.WebhookRequest;
import dragoman.pipeline.Doors;
import dragoman.pipeline.Doors.Exchange;
import dragoman.proof.simulation.Faults.Door;
import dragoman.proof.simulation.Gate.Mishaps;
import dragoman.proof.simulation.Provider.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The provider's side: posts webhooks until they are taken, takes our replies, shows them to
 * people, and tells of receipts where it does.
 */
final class Street {
  private static final int FIRST_RETRY_SECONDS = 4;
  private static final int LONGEST_RETRY_SECONDS = 300;
  private static final int LONGEST_WAIT_ASKED = 30_000;

  private final World world;
  private final Provider provider;
  private final SlackWorld slack;
  private final Dice dice;
  private final Set<Integer> blocked;
  private final Set<String> keys = new HashSet<>();
  private long stormUntil;
  private long slackStormUntil;
  private int posts;
  private int sends;

  Street(World world, Provider provider, SlackWorld slack, Set<Integer> blocked) {
    this.world = world;
    this.provider = provider;
    this.slack = slack;
    this.dice = world.dice.own();
    this.blocked = Set.copyOf(blocked);
  }

  void storm(Duration length) {
    stormUntil = world.time.millis() + length.toMillis();
    world.troubleUntil(stormUntil + LONGEST_WAIT_ASKED);
  }

  void slackStorm(Duration length) {
    slackStormUntil = world.time.millis() + length.toMillis();
    world.troubleUntil(slackStormUntil + LONGEST_WAIT_ASKED);
  }

  /** A webhook with these messages, posted until it is taken. */
  void deliver(List<Said> together) {
    post(
        provider.webhook(together),
        FIRST_RETRY_SECONDS,
        () -> together.forEach(it -> world.journal.answered.add(it.number())),
        () -> String.join(", ", together.stream().map(Said::toString).toList()));
  }

  /** A webhook that nobody may take. */
  void forge(byte[] body, Endpoint by) {
    once(
        body,
        by,
        () -> "a forgery",
        status -> {
          if (status >= 200 && status < 300) {
            world.journal.broken.add("I7: a forged webhook was answered " + status);
          }
        });
  }

  /** A genuine webhook in the name of an account that the endpoint may not speak for. */
  void deliverForeign(byte[] body) {
    post(body, FIRST_RETRY_SECONDS, () -> {}, () -> "in another account's name");
  }

  private void post(byte[] body, int retrySeconds, Runnable taken, Supplier<String> about) {
    once(
        body,
        world.vault.providers(),
        about,
        status -> {
          if (status >= 200 && status < 300) {
            taken.run();
          } else if (status != 400) { // Our own app would not ask again.
            if (status == 401) {
              world.journal.refusals.add(world.time.millis());
            }
            world.time.after(
                Duration.ofMillis(retrySeconds * 1_000L + dice.between(0, 1_000)),
                () -> post(body, Math.min(LONGEST_RETRY_SECONDS, retrySeconds * 2), taken, about));
          }
        });
  }

  private interface Heard {
    /** The status of the answer; 0 if none came. */
    void status(int status);
  }

  private void once(byte[] body, Endpoint by, Supplier<String> about, Heard heard) {
    var instance = world.front.take();
    var name = "receive-" + ++posts;
    var answer = new HttpAnswer[1];
    world.trace.step(world.time, name, "webhook", about);
    world
        .strand(
            name,
            world.time.millis() + 10_000,
            () -> answer[0] = received(body, by, instance),
            thrown -> {
              if (thrown == null) {
                world.front.giveBack(instance);
              } else if (!(thrown instanceof Crash)) {
                world.journal.broken.add(name + " threw " + thrown);
              }
              var status = thrown == null ? answer[0].status() : 0;
              world.trace.step(
                  world.time,
                  name,
                  status == 0 ? "no answer" : "answer " + status,
                  () -> thrown == null ? "" : String.valueOf(thrown.getMessage()));
              heard.status(status);
            })
        .go();
  }

  /** The answer itself is a call that can be lost on its way back. */
  private HttpAnswer received(
      byte[] body, Endpoint by, Fleet.Instance<dragoman.pipeline.Receive> instance) {
    WebhookRequest request = provider.channel().sign(body, by, world.time.now());
    var answer =
        instance
            .step()
            .receive(provider.channel().name(), Town.ENDPOINT, request, instance.now(world.time));
    return world.gate.call(
        Door.LAMBDA, "lambda: answer", () -> "" + answer.status(), () -> answer, lostOnTheWay());
  }

  private static Mishaps<HttpAnswer> lostOnTheWay() {
    Supplier<HttpAnswer> lost =
        () -> {
          throw new Crash("the answer is lost");
        };
    return new Mishaps<>(lost, lost, lost, lost);
  }

  /** The way out for replies and cards. */
  Doors.Http http() {
    return (name, call) -> {
      var toSlack = name.equals("slack");
      return world.gate.call(
          toSlack ? Door.SLACK : Door.PROVIDER,
          toSlack ? "slack" : "provider",
          call::toString,
          () -> new Exchange.Answered(toSlack ? slackTakes(call) : takes(call)),
          new Mishaps<Exchange>(
              () -> new Exchange.NotSent("refused"),
              () -> new Exchange.Answered(limited(toSlack)),
              () -> new Exchange.Lost("no answer"),
              () -> broken(toSlack, call)));
    };
  }

  private HttpAnswer limited(boolean toSlack) {
    var seconds = dice.between(1, 30);
    return toSlack ? SlackWorld.limited(seconds) : provider.limited(seconds);
  }

  /** A 500, which may hide that it was done. */
  private Exchange broken(boolean toSlack, HttpCall call) {
    if (dice.chance(0.5)) {
      var _ = toSlack ? slackTakes(call) : takes(call);
    }
    return new Exchange.Answered(HttpAnswer.text(500, "oops"));
  }

  private HttpAnswer slackTakes(HttpCall call) {
    if (world.time.millis() < slackStormUntil && dice.chance(0.8)) {
      return dice.chance(0.5) ? limited(true) : HttpAnswer.empty(503);
    }
    return slack.take(call);
  }

  private HttpAnswer takes(HttpCall call) {
    if (world.time.millis() < stormUntil && dice.chance(0.8)) {
      return dice.chance(0.6) ? limited(false) : HttpAnswer.empty(502);
    }
    var sent = provider.read(call);
    if (blocked.contains(sent.person())) {
      return provider.refused();
    }
    var id = Integer.toString(++sends);
    if (provider instanceof WebChatProvider && !keys.add(sent.key())) {
      return provider.accepted(id); // Our own app knows it has this one.
    }
    if (provider instanceof WhatsAppProvider && dice.chance(0.05)) {
      undeliverable(sent, id);
      return provider.accepted(id);
    }
    world.journal.seen.add(new Journal.Seen(sent.person(), sent.text(), world.time.millis()));
    world.trace.step(
        world.time, "person " + sent.person(), "reads", () -> "\"" + sent.text() + "\"");
    receipts(sent, id);
    return provider.accepted(id);
  }

  /** Taken, and found undeliverable only then; providers say so more than once. */
  private void undeliverable(Sent sent, String id) {
    receipt(sent, id, "failed", dice.between(100, 5_000));
    if (dice.chance(0.3)) {
      receipt(sent, id, "failed", dice.between(5_000, 60_000));
    }
  }

  /** One in four comes slowly, though within what {@code reconcileWait} allows. */
  private void receipts(Sent sent, String id) {
    var slow = dice.chance(0.25) ? dice.between(10_000, 60_000) : 0;
    receipt(sent, id, "sent", slow + dice.between(100, 1_500));
    receipt(sent, id, "delivered", slow + dice.between(300, 5_000));
    if (dice.chance(0.6)) {
      receipt(sent, id, "read", slow + dice.between(2_000, 60_000));
    }
  }

  private void receipt(Sent sent, String id, String status, int afterMillis) {
    world.time.after(
        Duration.ofMillis(afterMillis),
        () ->
            provider
                .receipt(sent, id, status, world.time.now())
                .ifPresent(
                    body -> post(body, FIRST_RETRY_SECONDS, () -> {}, () -> status + " of " + id)));
  }

  /** A body that says things in the name of an account the endpoint may not speak for. */
  static byte[] inAnothersName(byte[] body, String account) {
    return new String(body, StandardCharsets.UTF_8)
        .replace(account, "999999999")
        .getBytes(StandardCharsets.UTF_8);
  }
}
