package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Receipt;
import dragoman.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every channel keeps, whoever the provider is. A channel's test supplies signed bodies. */
interface ChannelContract {
  Instant NOW = Instant.parse("2026-03-02T09:30:00Z");

  Channel channel();

  /** Three secrets of the form the channel takes, no two alike. */
  List<Secret> secrets();

  String account();

  /** Empty where the secret is in the body. */
  Optional<String> signatureHeader();

  /** The provider signs the body; Telegram only repeats a secret. */
  boolean signsBody();

  /** Whether a changed body says what the genuine one did, where the meaning is what is signed. */
  default boolean saysTheSame(byte[] body, byte[] changed) {
    return Arrays.equals(body, changed);
  }

  boolean signsTime();

  WebhookRequest signed(byte[] body, Secret secret, Instant at);

  /** The body as somebody sends it who has no secret. */
  default WebhookRequest unsigned(byte[] body) {
    return new WebhookRequest("POST", "", Map.of(), body);
  }

  /** How often each fixture is spoilt; fewer where a signature takes long. */
  default int changesOfEach() {
    return 400;
  }

  /** Whether the provider shakes hands by POST, with a body that is no message. */
  default boolean shakesHandsByPost() {
    return false;
  }

  /** One text of one person. */
  byte[] message();

  /** Of the same id as {@link #message()}, but another event. */
  byte[] otherEventOfTheSameId();

  byte[] unknownKind();

  /** Several messages in one body, and how many. */
  byte[] batch();

  int messagesInBatch();

  /** Empty where a body holds one item. */
  Optional<byte[]> batchWithOneBadItem();

  /** Something we sent ourselves. */
  byte[] echo();

  private String header() {
    assumeThat(signatureHeader()).as("the proof is a header").isPresent();
    return signatureHeader().orElseThrow();
  }

  private Secret secret() {
    return secrets().getFirst();
  }

  default Endpoint endpoint(Secret... live) {
    return new Endpoint(
        "default",
        channel().name(),
        "main",
        List.of(live),
        Optional.of(new Secret("verify-me")),
        Set.of(account()));
  }

  default Reception receive(WebhookRequest request) {
    return channel().receive(request, endpoint(secret()), NOW);
  }

  default Reception receive(byte[] body) {
    return receive(signed(body, secret(), NOW));
  }

  default Reception.Accepted accepted(byte[] body) {
    var reception = receive(body);
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
    var accepted = (Reception.Accepted) reception;
    assertThat(accepted.answer().status()).isEqualTo(200);
    return accepted;
  }

  /** The only message of the named file in {@code events/}. */
  default InboundMessage event(String name) {
    var accepted = accepted(Events.body(channel().name(), name));
    assertThat(accepted.unreadable()).isEmpty();
    assertThat(accepted.messages()).hasSize(1);
    return accepted.messages().getFirst();
  }

  default Reply reply(String to, String text, Optional<Reply.Link> link) {
    var conversation = ConversationKey.of("default", channel().name(), account(), to);
    var event = EventKey.of("default", channel().name(), account(), "message", "1");
    return new Reply(
        EffectId.of(event, "reply", 0),
        new EffectRef(conversation, event, 0),
        channel().name(),
        "main",
        account(),
        to,
        text,
        link);
  }

  private static Optional<Reply.Link> link() {
    return Optional.of(new Reply.Link("Open guide", URI.create("https://guide.example.com/en/a")));
  }

  default Account sendingAccount() {
    return new Account(
        channel().name(),
        account(),
        secret(),
        Optional.of(URI.create("https://app.example.com/in")));
  }

  private static void assertRefused(Reception reception) {
    assertThat(reception).isInstanceOf(Reception.Refused.class);
    var answer = ((Reception.Refused) reception).answer();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().length()).isLessThan(64);
  }

  private WebhookRequest with(String name, List<String> values) {
    var request = signed(message(), secret(), NOW);
    var headers = new HashMap<>(request.headers());
    headers.put(name, values);
    return new WebhookRequest(
        request.method(),
        request.address(),
        request.query(),
        headers,
        request.body(),
        request.certificate());
  }

  @Test
  default void a_genuine_message_is_accepted() {
    assertThat(accepted(message()).messages()).hasSize(1);
  }

  @Test
  default void an_unsigned_request_is_refused() {
    assertRefused(receive(unsigned(message())));
  }

  @Test
  default void a_changed_body_is_refused() {
    assumeThat(signsBody()).as("the provider signs the body").isTrue();
    var request = signed(message(), secret(), NOW);
    var random = new Random(1);
    for (var i = 0; i < 200; i++) {
      var changed = request.body().clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      if (saysTheSame(request.body(), changed)) {
        continue;
      }
      assertRefused(
          receive(
              new WebhookRequest(
                  request.method(),
                  request.address(),
                  request.query(),
                  request.headers(),
                  changed)));
    }
    for (var length : List.of(0, 1, message().length - 1, message().length + 1)) {
      assertRefused(
          receive(
              new WebhookRequest(
                  request.method(),
                  request.address(),
                  request.query(),
                  request.headers(),
                  Arrays.copyOf(message(), length))));
    }
  }

  @Test
  default void a_changed_signature_is_refused() {
    var header = header();
    var genuine = signed(message(), secret(), NOW).header(header).orElseThrow();
    for (var i = 0; i < genuine.length(); i++) {
      var changed = new StringBuilder(genuine);
      changed.setCharAt(i, genuine.charAt(i) == 'A' ? 'B' : 'A');
      assertRefused(receive(with(header, List.of(changed.toString()))));
    }
    for (var length = 0; length < genuine.length(); length++) {
      assertRefused(receive(with(header, List.of(genuine.substring(0, length)))));
    }
    assertRefused(receive(with(header, List.of(genuine + "A"))));
  }

  @Test
  default void a_malformed_signature_is_refused_and_not_an_error() {
    var header = header();
    var odd =
        List.of("", " ", "=", "sha256=", "sha256=zz", "v1", "v1,", "v1,=", "v1,%%%", "é", "\u0000");
    for (var value : odd) {
      assertRefused(receive(with(header, List.of(value))));
    }
  }

  @Test
  default void a_signature_header_sent_twice_is_refused() {
    var header = header();
    var genuine = signed(message(), secret(), NOW).header(header).orElseThrow();
    assertRefused(receive(with(header, List.of(genuine, genuine))));
    assertRefused(receive(with(header, List.of(genuine + ", " + genuine))));
    assertRefused(receive(with(header, List.of())));
  }

  @Test
  default void another_accounts_secret_is_refused() {
    assertRefused(receive(signed(message(), secrets().get(1), NOW)));
  }

  @Test
  default void what_a_channel_signs_it_accepts() {
    var request = channel().sign(message(), endpoint(secret(), secrets().get(1)), NOW);
    assertThat(receive(request)).isInstanceOf(Reception.Accepted.class);
  }

  @Test
  default void what_is_signed_for_another_secret_is_refused() {
    assertRefused(receive(channel().sign(message(), endpoint(secrets().get(1)), NOW)));
  }

  @Test
  default void without_a_live_secret_everything_is_refused() {
    var request = signed(message(), secret(), NOW);
    assertRefused(channel().receive(request, endpoint(), NOW));
  }

  @Test
  default void the_old_and_the_new_secret_are_both_accepted_in_rotation() {
    var rotating = endpoint(secrets().get(0), secrets().get(1));
    for (var live : secrets().subList(0, 2)) {
      assertThat(channel().receive(signed(message(), live, NOW), rotating, NOW))
          .isInstanceOf(Reception.Accepted.class);
    }
    assertRefused(channel().receive(signed(message(), secrets().get(2), NOW), rotating, NOW));
  }

  @Test
  default void a_request_signed_too_long_ago_or_ahead_is_refused() {
    assumeThat(signsTime()).as("the provider signs the time").isTrue();
    var tolerance = Duration.ofMinutes(5);
    for (var at : List.of(NOW.minus(tolerance), NOW, NOW.plus(tolerance))) {
      assertThat(receive(signed(message(), secret(), at))).isInstanceOf(Reception.Accepted.class);
    }
    var beyond = tolerance.plusSeconds(1);
    for (var at : List.of(NOW.minus(beyond), NOW.plus(beyond), Instant.EPOCH)) {
      assertRefused(receive(signed(message(), secret(), at)));
    }
  }

  @Test
  default void a_body_too_large_is_refused_before_its_signature_is_looked_at() {
    var reception = receive(new WebhookRequest("POST", "", Map.of(), new byte[(3 << 20) + 1]));
    assertThat(((Reception.Refused) reception).answer().status()).isEqualTo(413);
  }

  @Test
  default void an_encoded_body_is_refused_and_identity_is_not() {
    var reception = receive(with("content-encoding", List.of("gzip")));
    assertThat(((Reception.Refused) reception).answer().status()).isEqualTo(415);
    assertThat(receive(with("content-encoding", List.of("identity"))))
        .isInstanceOf(Reception.Accepted.class);
  }

  @Test
  default void another_method_is_refused() {
    var genuine = signed(message(), secret(), NOW);
    var reception = receive(new WebhookRequest("DELETE", "", genuine.headers(), genuine.body()));
    assertThat(((Reception.Refused) reception).answer().status()).isEqualTo(405);
  }

  @Test
  default void an_unknown_kind_is_kept_or_left_aside_with_a_trace() {
    var accepted = accepted(unknownKind());
    assertThat(accepted.messages().size() + accepted.ignored().size()).isPositive();
    assertThat(accepted.unreadable()).isEmpty();
  }

  @Test
  default void a_batch_is_split_into_its_messages() {
    var keys = accepted(batch()).messages().stream().map(InboundMessage::key).distinct().toList();
    assertThat(keys).hasSize(messagesInBatch());
  }

  @Test
  default void one_bad_item_does_not_harm_the_rest() {
    assumeThat(batchWithOneBadItem()).as("a body holds several items").isPresent();
    var accepted = accepted(batchWithOneBadItem().orElseThrow());
    assertThat(accepted.unreadable()).hasSize(1);
    assertThat(accepted.messages()).isNotEmpty();
  }

  @Test
  default void what_is_set_aside_is_a_body_that_reads_as_it_did() {
    assumeThat(batchWithOneBadItem()).as("a body holds several items").isPresent();
    var first = accepted(batchWithOneBadItem().orElseThrow()).unreadable().getFirst();
    var again = accepted(first.body());
    assertThat(again.unreadable())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(first);
  }

  @Test
  default void nothing_follows_from_our_own_echo() {
    assertThat(messages(receive(echo()))).isEmpty();
  }

  @Test
  default void nothing_follows_from_a_harmless_body() {
    var endpoint = endpoint(secret());
    var signed = channel().sign(channel().harmless(endpoint), endpoint, NOW);
    var accepted = (Reception.Accepted) receive(signed);
    assertThat(accepted.messages()).isEmpty();
    assertThat(accepted.receipts()).isEmpty();
    assertThat(accepted.unreadable()).isEmpty();
    assertThat(accepted.ignored()).isNotEmpty();
  }

  @Test
  default void a_handshake_is_answered_where_there_is_one() {
    var endpoint = endpoint(secret());
    channel()
        .handshake(endpoint)
        .ifPresent(
            call ->
                assertThat(channel().receive(call, endpoint, NOW))
                    .isInstanceOfSatisfying(
                        Reception.Handshake.class,
                        it -> assertThat(it.answer().status()).isEqualTo(200)));
  }

  @Test
  default void a_check_never_prints_the_token() {
    for (var check : channel().checks(sendingAccount(), "https://hooks.example.com/webhooks")) {
      assertThat(check.call().shown()).doesNotContain(sendingAccount().token().value());
      for (var status : List.of(0, 200, 400, 401, 404, 500)) {
        for (var body : List.of("", "{}", "[]", "nonsense", "{\"ok\":true,\"result\":{}}")) {
          assertThat(check.problem().apply(new HttpAnswer(status, Map.of(), body)).toString())
              .doesNotContain(sendingAccount().token().value());
        }
      }
    }
  }

  @Test
  default void the_same_body_twice_gives_the_same_keys() {
    var again =
        channel()
            .receive(
                signed(batch(), secret(), NOW.plusSeconds(60)),
                endpoint(secret()),
                NOW.plusSeconds(60));
    assertThat(keys(again)).isEqualTo(keys(receive(batch()))).isNotEmpty();
  }

  @Test
  default void two_events_of_one_id_have_different_keys() {
    assertThat(keys(receive(message()))).isNotEmpty();
    assertThat(keys(receive(otherEventOfTheSameId())))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(keys(receive(message())));
  }

  @Test
  default void the_same_message_at_another_endpoint_is_another_event() {
    var other =
        new Endpoint(
            "other",
            channel().name(),
            "main",
            List.of(secret()),
            Optional.empty(),
            Set.of(account()));
    assertThat(keys(channel().receive(signed(message(), secret(), NOW), other, NOW)))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(keys(receive(message())));
  }

  @Test
  default void a_secret_is_never_printed() {
    var value = secret().value();
    var call = channel().reply(reply("12025550111", "Hello", link()), sendingAccount(), NOW);
    assertThat(List.of(call, endpoint(secret()), sendingAccount(), secret()).toString())
        .doesNotContain(value);
    assertThat(call.shown()).doesNotContain(value);
  }

  @Test
  default void the_same_reply_gives_the_same_call() {
    var reply = reply("12025550111", "Hello", link());
    assertThat(channel().reply(reply, sendingAccount(), NOW))
        .isEqualTo(channel().reply(reply, sendingAccount(), NOW));
    assertThat(channel().reply(reply, sendingAccount(), NOW).body())
        .isEqualTo(channel().reply(reply, sendingAccount(), NOW.plusSeconds(90)).body());
  }

  @Test
  default void no_answer_of_a_provider_is_an_error_of_ours() {
    var bodies =
        Stream.concat(
                Garbage.plain()
                    .map(body -> new String(body, java.nio.charset.StandardCharsets.UTF_8)),
                Stream.of("x".repeat(1 << 20), "{\"error\":{\"code\":\"x\"}}", "{\"ok\":true}"))
            .toList();
    for (var status : List.of(0, 100, 200, 201, 204, 301, 400, 401, 403, 404, 429, 500, 503, 999)) {
      for (var body : bodies) {
        var headers = Map.of("retry-after", "99999999999999999999");
        var outcome = channel().outcome(new HttpAnswer(status, headers, body));
        if (outcome instanceof Outcome.Retry(var after, _)) {
          assertThat(after).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(15));
        }
        assertThat(outcome instanceof Outcome.Sent && status >= 300).isFalse();
      }
    }
  }

  @Test
  default void every_example_body_is_read_and_leaves_a_trace() {
    var anyAccount =
        new Endpoint(
            "default",
            channel().name(),
            "main",
            List.of(secret()),
            Optional.empty(),
            Set.of(Endpoint.ANY_ACCOUNT));
    assertThat(Events.names(channel().name())).isNotEmpty();
    for (var name : Events.names(channel().name())) {
      var request = signed(Events.body(channel().name(), name), secret(), NOW);
      if (!(channel().receive(request, anyAccount, NOW) instanceof Reception.Accepted accepted)) {
        assertThat(shakesHandsByPost()).as(name).isTrue();
        continue;
      }
      assertThat(accepted.unreadable()).as(name).hasSize(name.equals("batch") ? 1 : 0);
      assertThat(
              accepted.messages().size() + accepted.receipts().size() + accepted.ignored().size())
          .as(name)
          .isPositive();
    }
  }

  @Test
  default void garbage_never_throws_and_is_never_our_error() {
    var random = new Random(20260302);
    var bodies = new ArrayList<byte[]>(Garbage.plain().toList());
    for (var name : Events.names(channel().name())) {
      var body = Events.body(channel().name(), name);
      for (var i = 0; i < changesOfEach(); i++) {
        bodies.add(Garbage.of(body, random));
      }
    }
    for (var body : bodies) {
      switch (receive(body)) {
        case Reception.Accepted accepted -> {
          assertThat(accepted.answer().status()).isEqualTo(200);
          accepted.messages().forEach(message -> assertThat(message.content().kind()).isNotBlank());
        }
        case Reception.Handshake _ -> assertThat(shakesHandsByPost()).isTrue();
        case Reception.Refused refused -> assertThat(refused.answer().status()).isBetween(400, 499);
      }
    }
  }

  private static List<InboundMessage> messages(Reception reception) {
    return switch (reception) {
      case Reception.Accepted accepted -> accepted.messages();
      case Reception.Handshake _, Reception.Refused _ -> List.of();
    };
  }

  private static List<EventKey> keys(Reception reception) {
    return switch (reception) {
      case Reception.Accepted accepted ->
          Stream.concat(
                  accepted.messages().stream().map(InboundMessage::key),
                  accepted.receipts().stream().map(Receipt::key))
              .toList();
      case Reception.Handshake _, Reception.Refused _ -> List.of();
    };
  }
}
