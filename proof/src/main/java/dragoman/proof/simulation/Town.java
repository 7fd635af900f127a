package dragoman.proof.simulation;

import dragoman.channel.SendClass;
import dragoman.intent.Example;
import dragoman.pipeline.Understand;
import dragoman.policy.ConsentWords;
import dragoman.policy.Guide;
import dragoman.policy.Guide.Article;
import dragoman.policy.Guide.Kind;
import dragoman.policy.Guide.Says;
import dragoman.policy.Policy;
import dragoman.policy.Policy.EscalationRule;
import dragoman.policy.Policy.Team;
import dragoman.policy.Policy.Workspace;
import dragoman.policy.RoutingTable;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A policy as small as a proof needs: each known question has an answer that no other has. */
final class Town {
  static final String TENANT = "town";
  static final String ENDPOINT = "main";
  static final String SLACK_CHANNEL = "C0TOWN";
  static final String TEAM = "town-general";
  static final String OTHER_TEAM = "town-second";

  private static final List<String> TOPICS =
      List.of(
          "invoice",
          "password",
          "banner",
          "camera",
          "royalty",
          "subtitle",
          "playlist",
          "avatar",
          "refund",
          "passport",
          "upload",
          "calendar");

  /** How many questions the guide answers. */
  static final int QUESTIONS = TOPICS.size();

  private static final Map<String, Policy> POLICIES =
      Map.of("one", policy("one", TEAM), "two", policy("two", OTHER_TEAM));

  private static final Map<String, Understand> LEARNT =
      Map.of(
          "one", new Understand(POLICIES.get("one")), "two", new Understand(POLICIES.get("two")));

  private Town() {}

  /** The account that a send class is shown on. */
  static String account(SendClass sendClass) {
    return switch (sendClass) {
      case IDEMPOTENT -> "town-app";
      case RECEIPT -> "100200300";
      case BLIND -> "8811";
    };
  }

  static String question(int number) {
    return "where is my " + TOPICS.get(number);
  }

  /** What a message of this text is answered with under a policy. */
  static Optional<String> answer(String text, String policy) {
    return IntStream.range(0, QUESTIONS)
        .filter(it -> question(it).equals(text))
        .mapToObj(it -> answer(it, policy))
        .findFirst();
  }

  static String greeting(String policy) {
    return "Welcome, says policy " + policy;
  }

  private static String answer(int number, String policy) {
    return "About your %s, says policy %s".formatted(TOPICS.get(number), policy);
  }

  /**
   * @param version {@code one}, or {@code two}, which says the same things otherwise and has
   *     another team take over
   */
  static Policy policy(String version) {
    return POLICIES.get(version);
  }

  /** What is learnt from a policy's examples, once for all instances. */
  static Understand learnt(String version) {
    return LEARNT.get(version);
  }

  private static Policy policy(String version, String team) {
    var articles = new TreeMap<String, Article>();
    IntStream.range(0, QUESTIONS)
        .mapToObj(it -> article(TOPICS.get(it), Kind.ANSWER, answer(it, version), question(it)))
        .forEach(it -> articles.put(it.intent(), it));
    Stream.of(
            article("greeting", Kind.COURTESY, greeting(version), "hello there"),
            article("thanks", Kind.NOTED, "", "thank you so much"),
            article("human", Kind.HUMAN, handover(version), "let me speak with a human being"),
            article("hacked", Kind.HUMAN, handover(version), "somebody stole the whole account"))
        .forEach(it -> articles.put(it.intent(), it));
    var teams = new LinkedHashMap<String, Team>();
    teams.put(TEAM, new Team(TEAM, "town"));
    teams.put(OTHER_TEAM, new Team(OTHER_TEAM, "town"));
    return new Policy(
        version,
        0.6,
        Duration.ofHours(24),
        "en",
        List.of("en"),
        List.of(),
        Map.of(
            "town",
            new Workspace(
                "town",
                "Town",
                List.of(),
                SLACK_CHANNEL,
                team,
                Optional.empty(),
                Optional.of("en"))),
        "town",
        teams,
        TEAM,
        new RoutingTable(List.of()),
        List.of(
            new EscalationRule("stolen", Set.of("hacked"), Set.of(), Set.of(), "P1"),
            new EscalationRule("asked for", Set.of("human"), Set.of(), Set.of(), "P3")),
        new Guide(articles),
        Map.of("en", handover(version)),
        ConsentWords.DEFAULT);
  }

  private static String handover(String version) {
    return "A colleague will answer, your number is {ticket}, says policy " + version;
  }

  private static Article article(String intent, Kind kind, String text, String example) {
    return new Article(
        intent,
        intent,
        kind,
        Map.of(
            "en",
            new Says(
                "en",
                text,
                Optional.of("Open"),
                kind == Kind.ANSWER
                    ? Optional.of(URI.create("https://guide.example/en/" + intent))
                    : Optional.empty())),
        List.of(new Example(intent, "en", example)));
  }

  static String words(Said.Kind kind, int number) {
    return switch (kind) {
      case KNOWN -> question(number % QUESTIONS);
      case UNKNOWN -> "zqx vbrk " + number;
      case GREETING -> "hello there";
      case THANKS -> "thank you so much";
      case HUMAN -> "let me speak with a human being";
      case HACKED -> "somebody stole the whole account";
      case TAKEN_BACK -> "(taken back)";
    };
  }
}
