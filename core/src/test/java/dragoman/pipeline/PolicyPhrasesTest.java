package dragoman.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.intent.Example;
import dragoman.message.Content;
import dragoman.message.ConversationKey;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Profile;
import dragoman.message.Sender;
import dragoman.policy.PhraseTests;
import dragoman.policy.ShippedPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The policy's own tests: messages the classifier has never seen, through the same understanding
 * that a webhook meets, every file of {@code policy/tests} for itself.
 */
class PolicyPhrasesTest {
  private static final String TESTS = "policy/tests/";
  private static final Understand UNDERSTAND = new Understand(ShippedPolicy.policy());

  private static final class Tally {
    private int right;
    private int handedOver;
    private final List<String> wrong = new ArrayList<>();
    private int wrongLanguage;

    private int all() {
      return right + handedOver + wrong.size();
    }
  }

  static List<String> files() {
    return ShippedPolicy.files().keySet().stream().filter(it -> it.startsWith(TESTS)).toList();
  }

  private static PhraseTests read(String file) {
    var files = new TreeMap<>(ShippedPolicy.files());
    files.keySet().removeIf(it -> it.startsWith(TESTS) && !it.equals(file));
    return PhraseTests.read(files);
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

  private static void judge(Example phrase, Tally tally) {
    var heard = UNDERSTAND.of(message(phrase.text()), Profile.UNKNOWN, Optional.empty());
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

  @ParameterizedTest
  @MethodSource("files")
  void unseen_questions_are_answered_right_or_by_a_person(String file) {
    var tallies = new TreeMap<String, Tally>();
    for (var phrase : read(file).phrases()) {
      judge(phrase, tallies.computeIfAbsent(phrase.language(), _ -> new Tally()));
    }
    tallies.forEach(
        (language, tally) ->
            System.out.printf(
                "%s %-8s %3d: right %3d, to a person %3d, wrong %d, other language %d%n",
                file,
                language,
                tally.all(),
                tally.right,
                tally.handedOver,
                tally.wrong.size(),
                tally.wrongLanguage));

    assertThat(tallies).hasSizeGreaterThanOrEqualTo(5);
    tallies.forEach(
        (language, tally) -> {
          assertThat(tally.wrong.size())
              .as("wrongly answered in %s: %s", language, tally.wrong)
              .isLessThanOrEqualTo(tally.all() / 20);
          assertThat(tally.right)
              .as("answered in %s", language)
              .isGreaterThanOrEqualTo(tally.all() * 4 / 5);
          assertThat(tally.wrongLanguage)
              .as("taken for another language than %s", language)
              .isLessThanOrEqualTo(tally.all() / 20);
        });
  }

  @ParameterizedTest
  @MethodSource("files")
  void what_is_out_of_scope_goes_to_a_person(String file) {
    var strays = new ArrayList<String>();
    var outOfScope = read(file).outOfScope();
    for (var stray : outOfScope) {
      UNDERSTAND
          .of(message(stray.text()), Profile.UNKNOWN, Optional.empty())
          .intent()
          .ifPresent(it -> strays.add(it + " <- " + stray.text()));
    }
    System.out.printf("%s out of scope %d: answered %d%n", file, outOfScope.size(), strays.size());

    assertThat(outOfScope).hasSizeGreaterThanOrEqualTo(30);
    assertThat(strays.size())
        .as("answered though out of scope: %s", strays)
        .isLessThanOrEqualTo(outOfScope.size() / 20);
  }
}
