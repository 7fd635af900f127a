package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.ConversationKey;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Profile;
import dragoman.message.Sender;
import dragoman.policy.ShippedPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The policy's own tests: messages the classifier has never seen, through the same understanding
 * that a webhook meets.
 */
class PolicyPhrasesTest {
  private static final Path ROOT = ShippedPolicy.root().resolve("policy");

  private record Phrase(String intent, String language, String text) {}

  private static final class Tally {
    private int right;
    private int handedOver;
    private final List<String> wrong = new ArrayList<>();
    private int wrongLanguage;

    private int all() {
      return right + handedOver + wrong.size();
    }
  }

  private static List<Phrase> phrases() throws IOException {
    var text = Files.readString(ROOT.resolve("tests/phrases.yaml"));
    var all = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    var phrases = new ArrayList<Phrase>();
    ((Map<?, ?>) all.get("phrases"))
        .forEach(
            (intent, languages) ->
                ((Map<?, ?>) languages)
                    .forEach(
                        (language, texts) ->
                            ((List<?>) texts)
                                .forEach(
                                    it ->
                                        phrases.add(
                                            new Phrase(
                                                intent.toString(),
                                                language.toString(),
                                                it.toString())))));
    ((Map<?, ?>) all.get("outOfScope"))
        .forEach(
            (language, texts) ->
                ((List<?>) texts)
                    .forEach(
                        it -> phrases.add(new Phrase("", language.toString(), it.toString()))));
    return phrases;
  }

  private static InboundMessage message(String text) {
    return new InboundMessage(
        EventKey.of("t", "whatsapp", "1", "message", text),
        ConversationKey.of("t", "whatsapp", "1", "p"),
        "whatsapp",
        "main",
        "100000000000001",
        Sender.of("p"),
        "p",
        false,
        new Content.Text(text),
        "text",
        "id",
        Instant.EPOCH,
        0);
  }

  @Test
  void unseen_questions_are_answered_right_or_by_a_person() throws IOException {
    var understand = new Understand(ShippedPolicy.policy());
    var tallies = new TreeMap<String, Tally>();
    var strays = new ArrayList<String>();
    var outOfScope = 0;
    for (var phrase : phrases()) {
      var heard = understand.of(message(phrase.text()), Profile.UNKNOWN, Optional.empty());
      if (phrase.intent().isEmpty()) {
        outOfScope++;
        heard.intent().ifPresent(it -> strays.add(it + " <- " + phrase.text()));
        continue;
      }
      var tally = tallies.computeIfAbsent(phrase.language(), _ -> new Tally());
      if (heard.intent().isEmpty()) {
        tally.handedOver++;
      } else if (heard.intent().get().equals(phrase.intent())) {
        tally.right++;
      } else {
        tally.wrong.add(
            phrase.intent() + " taken for " + heard.intent().get() + ": " + phrase.text());
      }
      if (heard.language().filter(it -> !it.equals(phrase.language())).isPresent()) {
        tally.wrongLanguage++;
      }
    }
    tallies.forEach(
        (language, tally) ->
            System.out.printf(
                "policy phrases %-8s %3d: right %3d, to a person %3d, wrong %d, other language"
                    + " %d%n",
                language,
                tally.all(),
                tally.right,
                tally.handedOver,
                tally.wrong.size(),
                tally.wrongLanguage));
    System.out.printf("policy phrases out of scope %d: answered %d%n", outOfScope, strays.size());

    assertThat(tallies).hasSizeGreaterThanOrEqualTo(5);
    tallies.forEach(
        (language, tally) -> {
          assertThat(tally.wrong.size())
              .as("wrongly answered in %s: %s", language, tally.wrong)
              .isLessThanOrEqualTo(tally.all() / 20);
          assertThat(tally.right).as("answered in %s", language).isGreaterThan(tally.all() / 2);
          assertThat(tally.wrongLanguage)
              .as("taken for another language than %s", language)
              .isLessThanOrEqualTo(tally.all() / 20);
        });
    assertThat(strays.size())
        .as("answered though out of scope: %s", strays)
        .isLessThanOrEqualTo(outOfScope / 10);
  }
}
