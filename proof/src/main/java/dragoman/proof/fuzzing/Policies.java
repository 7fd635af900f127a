package dragoman.proof.fuzzing;

import static dragoman.proof.fuzzing.Target.must;

import dragoman.policy.Policy;
import dragoman.policy.PolicyReader;
import dragoman.policy.Problem;
import dragoman.policy.Reading;
import dragoman.proof.fuzzing.Target.Broken;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operator's files: refused with problems that name file and line, or sound. An input is a
 * file's name, a line's end, and what stands in it in place of this small policy's own.
 */
final class Policies {
  private static final Map<String, String> FILES =
      Map.of(
          "policy.yaml",
          """
          languages: [hi, en, ar]
          fallbackLanguage: en
          genres: [news, music]
          threshold: 0.55
          dialogueIdle: PT24H
          linkSchemes: [myapp]
          workspaces:
            creators:
              title: Creators
              accounts:
                - { channel: whatsapp, account: "100000000000001" }
                - { channel: telegram, account: creators_bot }
              slackChannel: C0CREATORS
              defaultTeam: creators-general
          defaultWorkspace: creators
          defaultTeam: creators-general
          escalations:
            - name: gold creator
              workspaces: [creators]
              tiers: [gold]
              severity: P3
            - name: wants a person
              intents: [talk_to_human]
              severity: P2
          handover:
            en: "Our team will answer you here: {ticket}"
            hi-Latn: "Hamari team yahin jawab degi: {ticket}"
          """,
          "routing.yaml",
          """
          teams:
            - pattern: "creators-{language}-{genre}"
              workspace: creators
              languages: &some [hi, ar]
              genres: [news, music]
            - name: creators-general
              workspace: creators
          rules:
            - name: by language and genre
              workspace: creators
              languages: *some
              genres: [news, music]
              team: "creators-{language}-{genre}"
          """,
          "guide/payouts.yaml",
          """
          intent: payouts
          title: When creators are paid
          kind: answer
          says:
            en:
              text: Payouts are made on the 5th.
              label: Open the guide
              link: https://guide.example.com/en/payouts
          examples:
            en: [when are payouts made, payout date]
            hi: ["पैसे कब आएंगे"]
          """,
          "guide/talk_to_human.yaml",
          """
          intent: talk_to_human
          title: Asking for a person
          kind: human
          examples:
            en:
              - talk to a human
              - "let me: talk to someone"
          """,
          "tests/phrases.yaml",
          """
          phrases:
            payouts:
              en: [when do I get my money]
          outOfScope:
            en: [what is the weather like]
          """);

  private Policies() {}

  static Target target() {
    var seeds =
        new TreeMap<>(FILES)
            .entrySet().stream()
                .map(it -> (it.getKey() + "\n" + it.getValue()).getBytes(StandardCharsets.UTF_8))
                .toList();
    return new Target("policy", 1, seeds, Policies::reads);
  }

  static Policy policy() {
    return switch (PolicyReader.read(FILES)) {
      case Reading.Good(var policy, _) -> policy;
      case Reading.Bad(var problems) ->
          throw new IllegalStateException("the small policy is wrong: " + problems.getFirst());
    };
  }

  private static boolean reads(byte[] input) throws Broken {
    var text = new String(input, StandardCharsets.UTF_8);
    var end = Math.max(0, text.indexOf('\n'));
    var files = new TreeMap<>(FILES);
    // What a file may be called is the operator's disk's to say.
    files.put(text.substring(0, end).replaceAll("\\p{Cntrl}", ""), text.substring(end));
    return switch (PolicyReader.read(files)) {
      case Reading.Good(var policy, _) -> {
        sound(policy);
        yield true;
      }
      case Reading.Bad(var problems) -> {
        must(!problems.isEmpty(), "refused without a problem");
        for (var problem : problems) {
          must(told(problem), "a problem without file, line or remedy");
        }
        yield false;
      }
    };
  }

  private static boolean told(Problem problem) {
    return problem.line() >= 1
        && !problem.what().isBlank()
        && !problem.fix().isBlank()
        && problem.toString().lines().count() <= 20;
  }

  /** Every way a decision may take through it ends somewhere, and every link is one. */
  private static void sound(Policy policy) throws Broken {
    must(policy.teams().containsKey(policy.defaultTeam()), "the default team is none");
    must(policy.workspaces().containsKey(policy.defaultWorkspace()), "no default workspace");
    must(policy.threshold() >= 0 && policy.threshold() <= 1, "a threshold that is no share");
    for (var article : policy.guide().articles().values()) {
      for (var says : article.says().values()) {
        must(says.link().isEmpty() || says.link().get().isAbsolute(), "a link that leads nowhere");
      }
    }
  }
}
