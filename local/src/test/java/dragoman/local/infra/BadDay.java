package dragoman.local.infra;

import dragoman.channel.Channels;
import dragoman.channel.Endpoint;
import dragoman.channel.Secret;
import dragoman.local.embedded.EmbeddedAws;
import dragoman.local.installation.Accounts;
import dragoman.local.runner.Clients;
import dragoman.local.runner.Hands;
import dragoman.local.runner.Provisioning;
import dragoman.local.template.Place;
import dragoman.local.template.Stack;
import dragoman.local.template.Template;
import dragoman.message.ConversationKey;
import dragoman.message.EventKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

  /** The one person of that day, as providers know her; nothing of it may be logged. */
  static final String NAME = "Kanari Vogelsang";

  static final String PHONE = "4915550042";
  private static final String HANDLE = "kanarigram";
  private static final String ASKED = "when will I get my payout";
  private static final String HACKED = "my account was hacked";

  private static final String BOT = "creators_bot";
  private static final String NUMBER = "100000000000001";
  private static final String TELEGRAM_SECRET = "local-telegram-secret";
  private static final String WHATSAPP_SECRET = "local-whatsapp-app-secret";

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
  private static final long STUMBLED_OVER = 7_000_000_010L;

  static final BadDay LIVED = live();

  /** Whatever a person said or is, and every secret. */
  static List<String> canaries() {
    return List.of(
        ASKED,
        HACKED,
        "Kanari",
        "Vogelsang",
        HANDLE,
        PHONE,
        "70000000",
        TELEGRAM_SECRET,
        WHATSAPP_SECRET,
        "local-telegram-token",
        "local-whatsapp-token",
        "xoxb-local");
  }

  /** The conversation whose reply is stuck. */
  static String stuckConversation() {
    return conversation(STUCK).value();
  }

  /** The message whose reply is stuck. */
  static String stuckMessage() {
    return event(STUCK).value();
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

  private static ConversationKey conversation(long chat) {
    return ConversationKey.of("main", "telegram", BOT, Long.toString(chat));
  }

  private static EventKey event(long chat) {
    return EventKey.of("main", "telegram", BOT, "message", chat + ":1");
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
      whatsApp(hands, message("\"id\":\"wamid.in\","), "");
      hands.work("RouteConversation");
      hands.work("DeliverReply");
      hands.work("RouteConversation"); // What ended badly becomes a person's task.
      whatsApp(hands, "", status());
      hands.work("TrackReceipts");
    }

    private void webhooksAreRefusedAndSetAside(Hands hands) {
      expect(401, hands.webhook("telegram", "main", Map.of(), update(ANSWERED, ASKED, 0)));
      expect(404, hands.webhook("pigeon", "main", Map.of(), update(ANSWERED, ASKED, 0)));
      whatsApp(hands, message(""), "");
      clients
          .sqs()
          .sendMessage(
              it ->
                  it.queueUrl(hands.url("inbound.fifo"))
                      .messageGroupId("torn")
                      .messageDeduplicationId("torn")
                      .messageBody("{\"v\":\"event.v1\", " + NAME + ": " + ASKED));
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
      expect(503, post(withoutQueues, update(ANSWERED, HACKED, Instant.now().getEpochSecond())));
      var withoutTable = hands(Map.of("TABLE", "nowhere"));
      says(withoutTable, STUMBLED_OVER, ASKED, Instant.now());
      withoutTable.work("RouteConversation");
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
      expect(200, post(hands, update(chat, text, at.getEpochSecond())));
    }

    private static int post(Hands hands, String body) {
      return hands.webhook(
          "telegram", "main", Map.of("X-Telegram-Bot-Api-Secret-Token", TELEGRAM_SECRET), body);
    }

    private static String update(long chat, String text, long at) {
      return """
      {"update_id":%d,"message":{"message_id":1,"from":{"id":%d,"is_bot":false,"first_name":"%s",
      "username":"%s","language_code":"en"},"chat":{"id":%d,"type":"private"},"date":%d,"text":"%s"}}\
      """
          .formatted(chat, chat, NAME, HANDLE, chat, at, text);
    }

    private static void whatsApp(Hands hands, String messages, String statuses) {
      var body =
          """
          {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",
          "value":{"metadata":{"phone_number_id":"%s"},"messages":[%s],"statuses":[%s]}}]}]}\
          """
              .formatted(NUMBER, messages, statuses);
      var endpoint =
          new Endpoint(
              "main",
              "whatsapp",
              "main",
              List.of(new Secret(WHATSAPP_SECRET)),
              Optional.empty(),
              Set.of());
      var headers = new TreeMap<String, String>();
      Channels.named("whatsapp")
          .orElseThrow()
          .sign(body.getBytes(StandardCharsets.UTF_8), endpoint, Instant.now())
          .headers()
          .forEach((name, values) -> headers.put(name, values.getFirst()));
      expect(200, hands.webhook("whatsapp", "main", headers, body));
    }

    private static String message(String id) {
      return "{\"from\":\"%s\",%s\"timestamp\":\"%d\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}"
          .formatted(PHONE, id, Instant.now().getEpochSecond(), ASKED);
    }

    private static String status() {
      return "{\"id\":\"wamid.out\",\"status\":\"read\",\"timestamp\":\"%d\",\"recipient_id\":\"%s\"}"
          .formatted(Instant.now().getEpochSecond(), PHONE);
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
                              "pk", AttributeValue.fromS(conversation(chat).value()),
                              "sk", AttributeValue.fromS("event#" + event(chat).value())))
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
