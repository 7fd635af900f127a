package dragoman.local.infra;

import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.installation.Accounts;
import dragoman.local.runner.Clients;
import dragoman.local.runner.Hands;
import dragoman.local.runner.Provisioning;
import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import dragoman.message.EffectRef;
import dragoman.message.InboundMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A day on which everything that is counted happens, and everything that can be stuck, dead or set
 * aside is: the real functions on embedded services, with a provider in a mood. Lived once; what it
 * logged, and the services as it left them, are there for several tests.
 *
 * @param lines what the functions logged
 * @param endpoint where the services go on answering
 */
record BadDay(List<String> lines, URI endpoint) {
  static final String STACK = "bad-day";

  // What she writes.
  private static final String ASKED = "when will I get my payout";
  private static final String HACKED = "my account was hacked";

  // Each chat has its own fate.
  private static final long ANSWERED = 7_000_000_001L;
  private static final long REFUSED = 7_000_000_002L;
  private static final long CUT_OFF = 7_000_000_003L;
  private static final long ON_A_CARD = 7_000_000_004L;
  private static final long CARD_GIVEN_UP = 7_000_000_005L;
  private static final long LOST_AND_FOUND = 7_000_000_006L;
  private static final long NINE_DAYS_LATE = 7_000_000_007L;
  private static final long STUCK = 7_000_000_008L;
  private static final long DEAD = 7_000_000_009L;

  static final BadDay LIVED = live();

  /** Whatever a person said or is, and every secret. */
  static List<String> canaries() {
    return List.of(
        ASKED,
        HACKED,
        Webhooks.NAME,
        "Kanari",
        "Vogelsang",
        Webhooks.HANDLE,
        Webhooks.PHONE,
        "70000000", // How all her chats begin.
        Webhooks.TELEGRAM.secret(),
        Webhooks.WHATSAPP.secret(),
        "local-telegram-token",
        "local-whatsapp-token",
        "xoxb-local");
  }

  /** The conversation whose reply is stuck. */
  static String stuckConversation() {
    return heard(STUCK).group().value();
  }

  /** The message whose reply is stuck. */
  static String stuckMessage() {
    return heard(STUCK).key().value();
  }

  private static BadDay live() {
    var aws = EmbeddedAws.start(0);
    var place =
        new Place(
            EmbeddedAws.REGION,
            EmbeddedAws.ACCOUNT,
            aws.sqs().resolve("/" + EmbeddedAws.ACCOUNT + "/").toString());
    var stack = fewTeams(Template.read(Infrastructure.TEMPLATE).at(place, STACK, Map.of()));
    var clients = Clients.at(aws.endpoint());
    new Provisioning(clients, stack).ensure();
    var before = System.out;
    var said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (var provider = MoodyProvider.start(REFUSED, CUT_OFF)) {
      new Hours(stack, clients, aws.endpoint(), provider.urls()).pass();
    } finally {
      System.setOut(before);
    }
    return new BadDay(said.toString(StandardCharsets.UTF_8).lines().toList(), aws.endpoint());
  }

  /** All teams but those of the default work have lost their queues. */
  private static Stack fewTeams(Stack whole) {
    return new Stack(
        whole.name(),
        whole.functions(),
        whole.queues().stream()
            .filter(
                it ->
                    !it.name().startsWith(STACK + "-team-")
                        || it.name().endsWith("-general.fifo")
                        || it.name().endsWith("-dead.fifo"))
            .toList(),
        whole.tables(),
        whole.topics(),
        whole.subscriptions());
  }

  private static InboundMessage heard(long chat) {
    return Webhooks.TELEGRAM.heard(Webhooks.telegram(chat, ASKED, Instant.EPOCH));
  }

  /** What happens in the course of it. */
  private record Hours(Stack stack, Clients clients, URI endpoint, String providers) {
    void pass() {
      var hands = hands(Map.of());
      repliesGoAllWays(hands);
      webhooksAreRefusedAndSetAside(hands);
      aDialogueIsShownAndAnotherIsNot(hands);
      aReplyIsLostAndFound(hands);
      whatIsTooOldIsSetAside(hands);
      servicesFail();
      someThingsAreLeftForTheMorning(hands);
    }

    private void repliesGoAllWays(Hands hands) {
      for (var chat : List.of(ANSWERED, REFUSED, CUT_OFF)) {
        says(hands, chat, ASKED, Instant.now());
      }
      expect(200, post(hands, Webhooks.WHATSAPP, Webhooks.whatsApp("wamid.in", ASKED)));
      hands.work("RouteConversation");
      hands.work("DeliverReply");
      hands.work("RouteConversation"); // What ended badly becomes a person's task.
      expect(200, post(hands, Webhooks.WHATSAPP, Webhooks.whatsAppRead()));
      hands.work("TrackReceipts");
    }

    private void webhooksAreRefusedAndSetAside(Hands hands) {
      var body = Webhooks.telegram(ANSWERED, ASKED, Instant.now());
      expect(401, hands.webhook("telegram", "main", Map.of(), body));
      expect(404, hands.webhook("pigeon", "main", Map.of(), body));
      expect(200, post(hands, Webhooks.WHATSAPP, Webhooks.whatsApp("", ASKED)));
      clients
          .sqs()
          .sendMessage(
              it ->
                  it.queueUrl(hands.url("inbound.fifo"))
                      .messageGroupId("torn")
                      .messageDeduplicationId("torn")
                      .messageBody("{\"v\":\"event.v1\", " + Webhooks.NAME + ": " + ASKED));
      hands.work("RouteConversation");
    }

    private void aDialogueIsShownAndAnotherIsNot(Hands hands) {
      says(hands, ON_A_CARD, HACKED, Instant.now());
      hands.work("RouteConversation");
      hands.work("NotifySlack");
      says(hands, CARD_GIVEN_UP, HACKED, Instant.now());
      hands.work("RouteConversation");
      set(CARD_GIVEN_UP, "at", Instant.now().minus(Duration.ofDays(4)));
      hands.work("NotifySlack");
      hands.work("DeliverReply");
    }

    private void aReplyIsLostAndFound(Hands hands) {
      says(hands, LOST_AND_FOUND, ASKED, Instant.now());
      hands.work("RouteConversation");
      hands.take("outbound.fifo");
      set(LOST_AND_FOUND, "dueAt", Instant.now().minusSeconds(60));
      hands.tick("WatchConversations");
      hands.work("RouteConversation");
      hands.work("DeliverReply");
    }

    private void whatIsTooOldIsSetAside(Hands hands) {
      says(hands, NINE_DAYS_LATE, ASKED, Instant.now().minus(Duration.ofDays(9)));
      hands.work("RouteConversation");
    }

    private void servicesFail() {
      var withoutQueues = hands(Map.of("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:1"));
      expect(
          503,
          post(
              withoutQueues,
              Webhooks.TELEGRAM,
              Webhooks.telegram(ANSWERED, HACKED, Instant.now())));
      var withoutTable = hands(Map.of("TABLE", "nowhere"));
      var reply = new EffectRef(heard(ANSWERED).group(), heard(ANSWERED).key(), 0);
      expect(200, post(withoutTable, Webhooks.WHATSAPP, Webhooks.whatsAppReadOf(reply)));
      withoutTable.work("TrackReceipts");
    }

    private void someThingsAreLeftForTheMorning(Hands hands) {
      says(hands, STUCK, ASKED, Instant.now());
      hands.work("RouteConversation");
      hands.take("outbound.fifo");
      set(STUCK, "dueAt", Instant.now().minusSeconds(60));
      says(hands, DEAD, ASKED, Instant.now());
      dies(hands, "inbound.fifo", "inbound-dead.fifo");
      dies(hands, "team-creators-general.fifo", "team-creators-dead.fifo");
    }

    private void dies(Hands hands, String from, String to) {
      var body = hands.take(from).body();
      clients
          .sqs()
          .sendMessage(
              it ->
                  it.queueUrl(hands.url(to))
                      .messageGroupId("dead")
                      .messageDeduplicationId("dead")
                      .messageBody(body));
    }

    private Hands hands(Map<String, String> overrides) {
      var environment = new HashMap<String, String>();
      environment.put("AWS_ENDPOINT_URL", endpoint.toString());
      environment.put("SECRETS", "file:" + Accounts.shipped().file());
      environment.put("POLICY_DIR", Infrastructure.ROOT.resolve("policy").toString());
      environment.put("PROVIDER_URLS", providers);
      environment.putAll(overrides);
      return new Hands(stack, clients, environment);
    }

    private static void says(Hands hands, long chat, String text, Instant at) {
      expect(200, post(hands, Webhooks.TELEGRAM, Webhooks.telegram(chat, text, at)));
    }

    private static int post(Hands hands, Webhooks as, String body) {
      return hands.webhook(as.channel(), "main", as.proof(body), body);
    }

    /** Sets a chat's inbox row back in time. */
    private void set(long chat, String attribute, Instant at) {
      clients
          .dynamoDb()
          .updateItem(
              it ->
                  it.tableName(stack.tables().getFirst().name())
                      .key(
                          Map.of(
                              "pk", AttributeValue.fromS(heard(chat).group().value()),
                              "sk", AttributeValue.fromS("event#" + heard(chat).key().value())))
                      .conditionExpression("attribute_exists(pk)")
                      .updateExpression("SET #a = :at")
                      .expressionAttributeNames(Map.of("#a", attribute))
                      .expressionAttributeValues(
                          Map.of(":at", AttributeValue.fromN(Long.toString(at.toEpochMilli())))));
    }

    private static void expect(int status, int answered) {
      if (status != answered) {
        throw new IllegalStateException("answered " + answered + " and not " + status);
      }
    }
  }
}
