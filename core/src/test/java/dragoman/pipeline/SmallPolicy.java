package dragoman.pipeline;

import dragoman.intent.Example;
import dragoman.policy.ConsentWords;
import dragoman.policy.Guide;
import dragoman.policy.Guide.Article;
import dragoman.policy.Guide.Kind;
import dragoman.policy.Guide.Says;
import dragoman.policy.Policy;
import dragoman.policy.Policy.AccountRef;
import dragoman.policy.Policy.EscalationRule;
import dragoman.policy.Policy.Team;
import dragoman.policy.Policy.Workspace;
import dragoman.policy.RoutingTable;
import dragoman.policy.RoutingTable.Rule;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A policy small enough to be read in a test: two workspaces, a handful of intents. */
public final class SmallPolicy {
  private SmallPolicy() {}

  public static Policy policy() {
    return policy("hash-1");
  }

  public static Policy policy(String hash) {
    return new Policy(
        hash,
        0.6,
        Duration.ofHours(24),
        "en",
        List.of("en", "hi"),
        List.of("news", "music"),
        Map.of(
            "creators",
            workspace("creators", "1001"),
            "aggregators",
            workspace("aggregators", "2002")),
        "creators",
        Map.of(
            "creators-general", new Team("creators-general", "creators"),
            "creators-hi-news", new Team("creators-hi-news", "creators"),
            "aggregators-general", new Team("aggregators-general", "aggregators")),
        "creators-general",
        new RoutingTable(
            List.of(
                new Rule(
                    "creators by language and genre",
                    "creators",
                    Set.of("news", "music"),
                    Set.of("hi"),
                    "creators-{language}-{genre}"))),
        List.of(
            new EscalationRule(
                "stolen accounts", Set.of("account_hacked"), Set.of(), Set.of(), "P1"),
            new EscalationRule("gold tier", Set.of(), Set.of(), Set.of("gold"), "P2")),
        new Guide(
            Map.of(
                "payout_when",
                article(
                    "payout_when",
                    Kind.ANSWER,
                    "when will I get my payout",
                    "when do you pay creators"),
                "greeting",
                article("greeting", Kind.COURTESY, "hello there", "good morning team"),
                "thanks",
                article("thanks", Kind.NOTED, "thank you so much", "many thanks indeed"),
                "talk_to_human",
                article(
                    "talk_to_human", Kind.HUMAN, "I want to talk to a human", "give me an agent"),
                "account_hacked",
                article(
                    "account_hacked",
                    Kind.HUMAN,
                    "my account has been hacked",
                    "somebody stole my account"))),
        Map.of("en", "A colleague will answer you here. Your number: {ticket}"),
        ConsentWords.DEFAULT);
  }

  /** The same, where STOP is obeyed on WhatsApp as well. */
  static Policy heeding() {
    var it = policy();
    return new Policy(
        it.hash(),
        it.threshold(),
        it.dialogueIdle(),
        it.fallbackLanguage(),
        it.languages(),
        it.genres(),
        it.workspaces(),
        it.defaultWorkspace(),
        it.teams(),
        it.defaultTeam(),
        it.routing(),
        it.escalations(),
        it.guide(),
        it.handover(),
        new ConsentWords(
            Set.of("whatsapp"),
            ConsentWords.DEFAULT.words(),
            Map.of(
                ConsentWords.Kind.STOP, Map.of("en", "You will hear no more from us."),
                ConsentWords.Kind.START, Map.of("en", "Welcome back."),
                ConsentWords.Kind.HELP, Map.of("en", "We are Example Ltd."))));
  }

  /** The same after a workspace was given up. */
  static Policy without(String workspace) {
    var it = policy("hash-2");
    var workspaces = new HashMap<>(it.workspaces());
    workspaces.remove(workspace);
    return new Policy(
        it.hash(),
        it.threshold(),
        it.dialogueIdle(),
        it.fallbackLanguage(),
        it.languages(),
        it.genres(),
        workspaces,
        it.defaultWorkspace(),
        it.teams(),
        it.defaultTeam(),
        it.routing(),
        it.escalations(),
        it.guide(),
        it.handover(),
        it.consent());
  }

  private static Workspace workspace(String name, String account) {
    return new Workspace(
        name,
        name,
        List.of(new AccountRef("whatsapp", account), new AccountRef("telegram", account)),
        "C-" + name,
        name + "-general",
        Optional.empty(),
        Optional.of("en"));
  }

  private static Article article(String intent, Kind kind, String... examples) {
    return new Article(
        intent,
        intent,
        kind,
        Map.of(
            "en",
            new Says(
                "en",
                "About " + intent,
                Optional.of("Open guide"),
                kind == Kind.ANSWER
                    ? Optional.of(URI.create("https://guide.example/en/" + intent))
                    : Optional.empty())),
        Stream.of(examples).map(it -> new Example(intent, "en", it)).toList());
  }
}
