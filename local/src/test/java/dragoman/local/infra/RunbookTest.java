package dragoman.local.infra;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dragoman.local.command.CommandLines;
import dragoman.local.infra.Runbook.Block;
import dragoman.local.infra.Runbook.Section;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/runbook.md} is what somebody reads at night: each alarm finds its page there, and
 * what is pasted from it works.
 */
class RunbookTest {
  private static final Runbook RUNBOOK = Runbook.read();

  private static final Block SETTING_UP = RUNBOOK.named("Before you begin").blocks().getFirst();

  /** Not about an alarm. */
  private static final Set<String> GENERAL =
      Set.of("before-you-begin", "everything-about-one-message");

  /** A budget has no description, and so no address in it. */
  private static final String BUDGET = "spending";

  private static final Pattern ANCHOR = Pattern.compile("docs/runbook\\.md#([a-z0-9-]+)$");
  private static final Pattern LINK = Pattern.compile("]\\(#([a-z0-9-]+)\\)");
  private static final Pattern EXPORTED = Pattern.compile("(?m)^export (\\w+)=.*$");
  private static final Pattern USES_AWS = Pattern.compile("\\b(aws|waiting|logs|named) ");

  private static final int AT_ONCE = 4;

  private static final String SKELETON = "--generate-cli-skeleton";

  /** What a reader has at hand and the page does not name. */
  private static final String TOKENS = "TELEGRAM_TOKEN=x WHATSAPP_TOKEN=x WABA_ID=x\n";

  @TempDir private Path folder;

  static List<Section> alarming() {
    return RUNBOOK.sections().stream().filter(it -> !GENERAL.contains(it.anchor())).toList();
  }

  static List<Block> blocks() {
    return RUNBOOK.sections().stream().flatMap(it -> it.blocks().stream()).toList();
  }

  @Test
  void every_alarm_has_its_section_and_every_section_its_alarm() {
    var named = new HashSet<>(Set.of(BUDGET));
    for (var alarm : Watched.alarms()) {
      var anchor = ANCHOR.matcher(alarm.description());
      assertThat(anchor.find()).as(alarm + ": " + alarm.description()).isTrue();
      named.add(anchor.group(1));
    }
    assertThat(alarming().stream().map(Section::anchor)).containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void links_within_the_page_lead_somewhere() {
    var anchors = RUNBOOK.sections().stream().map(Section::anchor).toList();
    assertThat(anchors).doesNotHaveDuplicates().containsAll(GENERAL);
    assertThat(
            RUNBOOK.sections().stream()
                .flatMap(it -> LINK.matcher(it.text()).results().map(found -> found.group(1))))
        .isNotEmpty()
        .isSubsetOf(anchors);
  }

  @ParameterizedTest
  @MethodSource("alarming")
  void a_section_says_what_is_true_what_to_look_at_what_to_do_and_how_to_undo_it(Section section) {
    assertThat(section.parts()).isEqualTo(Runbook.PARTS);
    assertThat(section.languages()).isNotEmpty().allMatch(Set.of("sh", "sh account")::contains);
    assertThat(section.blocks()).as("one that a machine can run").anyMatch(it -> !it.account());
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void a_block_is_shell(Block block) {
    assumeTrue(Desk.found("bash").isPresent(), "bash is not installed");
    var seen = Desk.at(BadDay.LIVED.endpoint(), folder, "").run("bash", "-n", "-c", block.text());
    assertThat(seen.exit()).as(seen.err()).isZero();
  }

  @Test
  void what_one_machine_can_do_works_on_the_morning_after_a_bad_day() {
    assumeTrue(Desk.found("bash").isPresent(), "bash is not installed");
    var withAws = Desk.found("aws").isPresent();
    var desk = Desk.at(BadDay.LIVED.endpoint(), folder, preamble());
    var known = new HashSet<String>();
    var runs =
        blocks().stream()
            .filter(it -> !it.account() && !it.equals(SETTING_UP))
            .filter(it -> withAws || !USES_AWS.matcher(it.text()).find())
            .filter(it -> known.add(it.text()))
            // Who looks at all dead letters hides them for a moment from who looks at some.
            .collect(Collectors.partitioningBy(it -> it.text().contains("dlq list")));
    assertThat(runs.get(true).stream().flatMap(it -> tried(desk, it))).isEmpty();
    assertThat(
            atOnce(
                runs.get(false).stream()
                    .collect(Collectors.groupingBy(Block::section, LinkedHashMap::new, toList()))
                    .values()
                    .stream()
                    .<Callable<List<String>>>map(
                        section -> () -> section.stream().flatMap(it -> tried(desk, it)).toList())
                    .toList()))
        .isEmpty();
    assumeTrue(withAws, "the aws command is not installed, so what calls it was not run");
  }

  /**
   * What needs an account is pasted as well, but nobody is called: each call is looked at, whether
   * there are such a service, operation and options.
   */
  @Test
  void what_needs_an_account_calls_what_there_is() {
    assumeTrue(Desk.found("bash").isPresent(), "bash is not installed");
    var aws = Desk.found("aws");
    var desk =
        Desk.at(BadDay.LIVED.endpoint(), folder, preamble())
            .pretending(List.of("aws", "sam", "curl", "./dragoman"));
    for (var block : blocks()) {
      if (block.account()) {
        var seen = desk.pastes(TOKENS + block.text());
        assertThat(seen.exit()).as(block + "\n" + seen.err()).isZero();
      }
    }
    var calls = desk.called();
    assertThat(calls.stream().map(List::getFirst)).contains("aws", "sam", "curl", "dragoman");
    calls.stream()
        .filter(it -> it.getFirst().equals("dragoman"))
        .distinct()
        .forEach(it -> assertThat(understood(it)).as(String.join(" ", it)).isZero());
    assumeTrue(
        aws.isPresent(), "the aws command is not installed, so its calls were not looked at");
    var one = new LinkedHashMap<List<String>, List<String>>();
    calls.stream()
        .filter(it -> it.getFirst().equals("aws"))
        .forEach(it -> one.putIfAbsent(shape(it), it));
    assertThat(
            atOnce(
                one.values().stream()
                    .<Callable<List<String>>>map(
                        call -> () -> misunderstood(desk, aws.get(), call).toList())
                    .toList()))
        .isEmpty();
  }

  /** All that they found, a few of them at work at once. */
  private static List<String> atOnce(List<Callable<List<String>>> tasks) {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var found = new ArrayList<String>();
      for (var each : threads.invokeAll(tasks)) {
        found.addAll(each.get());
      }
      return found;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asked for its help a command still refuses options it does not have. */
  private static int understood(List<String> call) {
    var arguments = new ArrayList<>(call.subList(1, call.size()));
    arguments.add("--help");
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    // Help is all that is asked for, so there is nothing to run it on.
    return CommandLines.run(null, null, null, nowhere, arguments.toArray(String[]::new));
  }

  /** Service, operation and the names of the options: what is alike is looked at once. */
  private static List<String> shape(List<String> call) {
    return Stream.concat(
            call.subList(1, 3).stream(),
            call.stream().filter(it -> it.startsWith("--")).distinct().sorted())
        .toList();
  }

  /** Asked for a skeleton of its input, the aws command reads its options and calls nobody. */
  private static Stream<String> misunderstood(Desk desk, Path aws, List<String> call) {
    var command = new ArrayList<>(List.of(aws.toString()));
    call.stream()
        .skip(1)
        // A file of the shell that is gone; in its place, in base64, what it held.
        .map(it -> it.startsWith("fileb:///dev/fd/") ? "e30K" : it)
        .forEach(command::add);
    command.add(SKELETON);
    var seen = desk.run(command.toArray(String[]::new));
    // A few operations have no skeleton, and name what they do not know: that alone.
    return seen.exit() == 0 && seen.out().contains("{")
            || seen.err().strip().endsWith("Unknown options: " + SKELETON)
        ? Stream.empty()
        : Stream.of(String.join(" ", command) + "\n" + seen.err());
  }

  private static Stream<String> tried(Desk desk, Block block) {
    var seen = desk.pastes(block.text());
    // A dry run says with its exit code, as well, that something would stay.
    var well = seen.exit() == 0 || seen.exit() == 1 && seen.out().contains("would stay");
    return well && !seen.out().isBlank()
        ? Stream.empty()
        : Stream.of(
            block.section()
                + ":\n"
                + block.text()
                + "exit "
                + seen.exit()
                + "\n"
                + seen.out()
                + seen.err());
  }

  private static String preamble() {
    var values =
        Map.of(
            "STACK",
            BadDay.STACK,
            "MESSAGE",
            BadDay.stuckMessage(),
            "CONVERSATION",
            BadDay.stuckConversation(),
            "LANE",
            "whatsapp/" + Webhooks.WHATSAPP.account(),
            "TEAM",
            "creators-general");
    var written = SETTING_UP.text();
    assertThat(EXPORTED.matcher(written).results().map(it -> it.group(1)))
        .containsExactlyInAnyOrderElementsOf(values.keySet());
    return EXPORTED
        .matcher(written)
        .replaceAll(it -> "export " + it.group(1) + "=" + values.get(it.group(1)));
  }
}
