package dragoman.policy;

import static dragoman.policy.PlantedDefects.Defect.in;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Mistakes an operator could make, each one line of the shipped policy changed. */
final class PlantedDefects {
  private static final String SETTINGS = "policy/policy.yaml";
  private static final String ROUTING = "policy/routing.yaml";
  private static final String VIEWS = "policy/guide/views_dropped.yaml";
  private static final String GREETING = "policy/guide/greeting.yaml";
  private static final String HUMAN = "policy/guide/talk_to_human.yaml";
  private static final String TESTS = "policy/tests/phrases.yaml";

  private PlantedDefects() {}

  /**
   * @param line the one to plant into, and where the problem is expected, moved by {@code shift}
   * @param structural one that the JSON Schema must refuse too
   */
  record Defect(
      String file,
      String line,
      String instead,
      String what,
      String fix,
      int shift,
      boolean structural) {

    static Defect in(String file, String line, String instead, String what, String fix) {
      return new Defect(file, line, instead, what, fix, 0, false);
    }

    Defect below(int lines) {
      return new Defect(file, line, instead, what, fix, lines, structural);
    }

    /** The JSON Schema sees it as well. */
    Defect seenBySchema() {
      return new Defect(file, line, instead, what, fix, shift, true);
    }

    Map<String, String> planted() {
      return ShippedPolicy.with(file, line, instead);
    }

    int expectedLine() {
      List<String> lines = ShippedPolicy.files().get(file).lines().toList();
      return lines.indexOf(line) + 1 + shift;
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Defect> all() {
    return Stream.of(
        in(
                SETTINGS,
                "threshold: 0.55",
                "treshold: 0.6",
                "unknown key \"treshold\"",
                "did you mean \"threshold\"?")
            .seenBySchema(),
        in(
                SETTINGS,
                "threshold: 0.55",
                "threshold: 1.6",
                "the threshold 1.6 is outside 0 to 1",
                "write a share such as 0.6")
            .seenBySchema(),
        in(
                SETTINGS,
                "threshold: 0.55",
                "threshold: high",
                "a text stands here, a number is needed",
                "write a number")
            .seenBySchema(),
        in(
                SETTINGS,
                "threshold: 0.55",
                "threshold: 0.55\nthreshold: 0.7",
                "the key \"threshold\" is written twice",
                "keep one of them")
            .below(1),
        in(
                SETTINGS,
                "dialogueIdle: PT24H",
                "dialogueIdle: 24h",
                "\"24h\" is not an ISO 8601 duration",
                "PT30M")
            .seenBySchema(),
        in(
            SETTINGS,
            "fallbackLanguage: en",
            "fallbackLanguage: enn",
            "unknown language \"enn\"",
            "did you mean \"en\"?"),
        in(
                SETTINGS,
                "  [hi, mr, pa, gu, bn, ta, te, kn, ml, or, as, bho, bgc, raj, ur, en, ar, ru]",
                "  [hi, mr, pa, gu, bn, ta, te, kn, ml, or, as, bho, bgc, raj, ur, en, ar, ru,"
                    + " Hindi]",
                "\"Hindi\" is not a language code",
                "hi")
            .seenBySchema(),
        in(
                SETTINGS,
                "  [hi, mr, pa, gu, bn, ta, te, kn, ml, or, as, bho, bgc, raj, ur, en, ar, ru]",
                "  [hi, mr, pa, gu, bn, ta, te, kn, ml, or, as, bho, bgc, raj, ur, en, ar, ru, hi]",
                "\"hi\" is listed twice",
                "keep one")
            .seenBySchema(),
        in(
                SETTINGS,
                "    slackChannel: C0CREATORS",
                "    slackChannel: \"#creators\"",
                "\"#creators\" is not the id of a Slack channel",
                "copy the id")
            .seenBySchema(),
        in(
                SETTINGS,
                "    slackChannel: C0CREATORS",
                "",
                "the key \"slackChannel\" is missing",
                "add slackChannel")
            .below(-8)
            .seenBySchema(),
        in(
            SETTINGS,
            "      - { channel: whatsapp, account: \"100000000000002\" }",
            "      - { channel: whatsapp, account: \"100000000000001\" }",
            "the account whatsapp 100000000000001 is listed twice",
            "leave it in one workspace"),
        in(
                SETTINGS,
                "      - { channel: whatsapp, account: \"100000000000001\" }",
                "      - { channel: whatsapp, account: 100000000000001 }",
                "100000000000001 is read as a number, a text is needed",
                "put it in quotes")
            .seenBySchema(),
        in(
            SETTINGS,
            "    defaultTeam: aggregators-general",
            "    defaultTeam: agregators-general",
            "unknown team \"agregators-general\"",
            "did you mean \"aggregators-general\"?"),
        in(
            SETTINGS,
            "    defaultTeam: aggregators-general",
            "    defaultTeam: creators-general",
            "belongs to workspace creators, not aggregators",
            "name a team of aggregators"),
        in(
                SETTINGS,
                "defaultTeam: creators-general",
                "",
                "the key \"defaultTeam\" is missing",
                "add defaultTeam")
            .below(-39)
            .seenBySchema(),
        in(
            SETTINGS,
            "defaultWorkspace: creators",
            "defaultWorkspace: nobody",
            "unknown workspace \"nobody\"",
            "use one of aggregators, creators"),
        in(
            SETTINGS,
            "    intents: [account_hacked]",
            "    intents: [account_hackd]",
            "unknown intent \"account_hackd\"",
            "did you mean \"account_hacked\"?"),
        in(
                SETTINGS,
                "    severity: P3",
                "    severity: P5",
                "unknown severity \"P5\"",
                "did you mean \"P1\"?")
            .seenBySchema(),
        in(
            SETTINGS,
            "  - name: gold creator",
            "  - name: taken over again\n"
                + "    intents: [account_hacked]\n"
                + "    severity: P2\n"
                + "  - name: gold creator",
            "can never match: \"account taken over\" above takes all of it",
            "move it up"),
        in(
            SETTINGS,
            "    ar: [\"ابدأ\"]",
            "    ar: [\"Stop.\"]",
            "\"Stop.\" is a word for stop",
            "a word can mean one thing only"),
        in(
            SETTINGS,
            "    ar: [\"ابدأ\"]",
            "    ar: [\"!\"]",
            "\"!\" has no letter or digit to be heard by",
            "write a word"),
        in(
                SETTINGS,
                "      en: \"You will get messages from us here again. To end them, send STOP.\"",
                "      en-GB: \"You will get messages again.\"",
                "there is no text in the fallback language en",
                "add one under en")
            .below(-1),
        in(
                SETTINGS,
                "      en: \"You will get messages from us here again. To end them, send STOP.\"",
                "      en: \"Welcome back, {name}.\"",
                "what stands in braces is never filled in here",
                "write the sentence without {…}")
            .seenBySchema(),
        in(
                SETTINGS,
                "handover:",
                "handover:\n  en_GB: \"Ticket {ticket}\"",
                "\"en_GB\" is not a BCP 47 language tag",
                "with a hyphen")
            .below(1)
            .seenBySchema(),
        in(
                SETTINGS,
                "handover:",
                "handover:\n  fr: \"Ticket {ticket}\"",
                "nobody is served in \"fr\"",
                "add fr to languages")
            .below(1),
        in(
                SETTINGS,
                "handover:",
                "handover:\n  en-GB: \"Dear {name}, {ticket}\"",
                "only {ticket} is filled in here",
                "take the other braces out")
            .below(1)
            .seenBySchema(),
        in(
            SETTINGS,
            "# What a manager is shown at once. The first rule that matches decides how urgent it"
                + " is.",
            "\tescalation:",
            "this is not YAML",
            "indentation"),
        in(
                ROUTING,
                "  - name: creators-general",
                "  - name: creators-more\n    workspace: creatrs\n  - name: creators-general",
                "unknown workspace \"creatrs\"",
                "did you mean \"creators\"?")
            .below(1),
        in(
                ROUTING,
                "  - name: creators in English, Arabic, Russian",
                "  - name: more\n    workspace: creators\n    genres: [musik]\n"
                    + "    team: creators-general\n  - name: creators in English, Arabic, Russian",
                "unknown genre \"musik\"",
                "did you mean \"music\"?")
            .below(2),
        in(
                ROUTING,
                "  - name: creators-general",
                "  - name: Creators_General",
                "\"Creators_General\" is no team name",
                "lower-case letters")
            .seenBySchema(),
        in(
                ROUTING,
                "  - name: creators-general",
                "  - name: creators-general\n    workspace: creators\n  - name: creators-en",
                "the team \"creators-en\" is there twice",
                "rename one")
            .below(2),
        in(
                ROUTING,
                "  - name: creators-general",
                "  - name: creators-general\n"
                    + "    workspace: creators\n"
                    + "  - name: creators-of-a-name-that-is-much-too-long",
                "is too long for a queue's name",
                "39")
            .below(2)
            .seenBySchema(),
        in(
            ROUTING,
            "  - pattern: \"creators-{language}\"",
            "  - pattern: \"creators-{genre}\"",
            "{genre} has no genres to stand for",
            "genres: [news]"),
        in(
                ROUTING,
                "  - pattern: \"creators-{language}\"",
                "  - pattern: \"creators-{tongue}\"",
                "has braces that are never filled in",
                "{language} and {genre} only")
            .seenBySchema(),
        in(
                ROUTING,
                "    team: \"creators-{language}\"",
                "    team: \"creator-{language}\"",
                "unknown team \"creator-en\" and 2 more",
                "did you mean \"creators-en\"?")
            .below(-3),
        in(
                ROUTING,
                "    team: \"creators-{language}\"",
                "    team: \"aggregators-{language}\"",
                "belongs to workspace aggregators, not creators",
                "work must not leave its workspace")
            .below(-3),
        in(
            ROUTING,
            "  - name: aggregators by language and genre",
            "  - name: creators by language and genre",
            "two rules are named",
            "rename one"),
        in(
            ROUTING,
            "  - name: creators in English, Arabic, Russian",
            "  - name: late\n"
                + "    workspace: creators\n"
                + "    languages: [hi]\n"
                + "    genres: [news]\n"
                + "    team: creators-general\n"
                + "  - name: creators in English, Arabic, Russian",
            "the rule \"late\" can never match: \"creators by language and genre\" above takes all"
                + " of it",
            "move it up"),
        in(
            ROUTING,
            "  - name: aggregators by language and genre",
            "  - name: late\n"
                + "    workspace: creators\n"
                + "    languages: [hi, en]\n"
                + "    genres: [news]\n"
                + "    team: creators-general\n"
                + "  - name: aggregators by language and genre",
            "\"late\" can never match: the rules above take all of it together",
            "move it up"),
        in(
                VIEWS,
                "    link: https://guide.example.com/ar/views-dropped",
                "    link: guide.example.com/ar/views-dropped",
                "\"guide.example.com/ar/views-dropped\" is neither https nor of an allowed scheme",
                "write https://…")
            .seenBySchema(),
        in(
                VIEWS,
                "    link: https://guide.example.com/ar/views-dropped",
                "    link: http://guide.example.com/ar/views-dropped",
                "is neither https nor of an allowed scheme",
                "linkSchemes")
            .seenBySchema(),
        in(
                VIEWS,
                "    link: https://guide.example.com/ar/views-dropped",
                "",
                "the key \"link\" is missing",
                "add link: https://…")
            .below(-3)
            .seenBySchema(),
        in(
                VIEWS,
                "    label: Open the guide",
                "    label: Open the guide in the app now",
                "the button's label has 29 characters",
                "shorten it to 20")
            .seenBySchema(),
        in(
                VIEWS,
                "kind: answer",
                "kind: anser",
                "unknown kind \"anser\"",
                "did you mean \"answer\"?")
            .seenBySchema(),
        in(
            VIEWS,
            "intent: views_dropped",
            "intent: use_music",
            "the intent \"use_music\" has an article in policy/guide/use_music.yaml",
            "rename one"),
        in(
            VIEWS,
            "    - zero views",
            "    - how do I delete my account",
            "is also an example of delete_account (policy/guide/delete_account.yaml:64)",
            "leave it with the intent"),
        in(
                GREETING,
                "kind: courtesy",
                "kind: noted",
                "an article of kind noted says nothing",
                "kind: courtesy")
            .below(1)
            .seenBySchema(),
        in(
                GREETING,
                "    text: Hello! How can we help you? Just write your question.",
                "    text: Hello {name}!",
                "what stands in braces is never filled in here",
                "without {…}")
            .seenBySchema(),
        in(
                HUMAN,
                "    - human",
                "    - true",
                "true is read as true or false, a text is needed",
                "put it in quotes")
            .seenBySchema(),
        in(
            TESTS,
            "  views_dropped:",
            "  views_droped:",
            "unknown intent \"views_droped\"",
            "did you mean \"views_dropped\"?"),
        in(
            TESTS,
            "    - tell me a joke",
            "    - where is my money",
            "is an example in the guide, so it tests nothing",
            "word the test differently"));
  }
}
