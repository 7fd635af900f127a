package dragoman.local.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the house asks of every file, so that nobody has to in a review. */
class HouseRulesTest {
  private static final int LONGEST_FILE = 300;
  private static final int LONGEST_HANDLER = 50;

  private static final Map<String, String> LONGER =
      Map.ofEntries(
          Map.entry(
              "local/src/test/java/dragoman/local/HostileStreetTest.java",
              "every corpus over the wire, each held against what is kept"),
          Map.entry(
              "core/src/test/java/dragoman/channel/MetaMessagingContract.java",
              "what two channels keep alike, kind by kind"),
          Map.entry(
              "core/src/test/java/dragoman/channel/EmailTest.java",
              "one test for each thing that can be odd about a mail"),
          Map.entry(
              "core/src/test/java/dragoman/hostile/HostileAddressesTest.java",
              "every field of every channel that can hold an address"),
          Map.entry(
              "core/src/main/java/dragoman/channel/Telegram.java",
              "the door of the channel with the most kinds of update"),
          Map.entry(
              "core/src/main/java/dragoman/pipeline/Notify.java",
              "whatever Slack may answer, and what follows, read side by side"),
          Map.entry(
              "core/src/main/java/dragoman/pipeline/Deliver.java",
              "whatever may become of a send, and what follows, read side by side"),
          Map.entry(
              "core/src/main/java/dragoman/pipeline/Doors.java",
              "every way out of the house, on one list"),
          Map.entry(
              "core/src/main/java/dragoman/memory/MemoryLedger.java",
              "one door: the steps on the maps read side by side"),
          Map.entry(
              "core/src/test/java/dragoman/pipeline/EraseTest.java",
              "one test for each thing that can be on its way when a person is erased"),
          Map.entry(
              "functions/src/main/java/dragoman/functions/DynamoLedger.java",
              "one door: the requests to the table read side by side"),
          Map.entry(
              "core/src/test/java/dragoman/channel/ChannelContract.java",
              "one contract, which every channel keeps"),
          Map.entry(
              "core/src/test/java/dragoman/channel/TelegramTest.java",
              "one test for each kind of update"),
          Map.entry(
              "core/src/test/java/dragoman/channel/VkTest.java", "one test for each kind of event"),
          Map.entry(
              "core/src/test/java/dragoman/channel/WhatsAppTest.java",
              "one test for each kind of message"),
          Map.entry(
              "core/src/test/java/dragoman/message/WireTest.java",
              "one test for each form on a queue"),
          Map.entry(
              "core/src/test/java/dragoman/pipeline/DeliverTest.java",
              "one test for each way a send can go wrong"),
          Map.entry(
              "core/src/test/java/dragoman/pipeline/LedgerContract.java",
              "one contract, which every ledger keeps"),
          Map.entry(
              "core/src/test/java/dragoman/policy/PlantedDefects.java",
              "a listing of defects, one beneath the other"));

  private static final Pattern EMPTY_NAME =
      Pattern.compile(
          "\\b(?:class|record|interface|enum)\\s+(\\w*(?:Utils?|Manager|Helper|Impl))\\b");

  private static final Pattern HANDLER =
      Pattern.compile("implements [^{]*\\bRequest(Stream)?Handler\\b");

  @Test
  void no_file_is_long_without_a_reason() {
    assertThat(SourceFiles.all())
        .filteredOn(it -> lines(it) > LONGEST_FILE)
        .extracting(SourceFiles::name)
        .isSubsetOf(LONGER.keySet());
  }

  @Test
  void every_file_with_a_reason_is_still_there() {
    assertThat(LONGER.keySet()).allMatch(it -> Files.exists(SourceFiles.ROOT.resolve(it)));
  }

  @Test
  void a_handler_fits_on_a_screen() {
    assertThat(SourceFiles.all())
        .filteredOn(it -> SourceFiles.name(it).startsWith("functions/src/main/"))
        .filteredOn(it -> HANDLER.matcher(SourceFiles.text(it)).find())
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(lines(it))
                    .as(SourceFiles.name(it))
                    .isLessThanOrEqualTo(LONGEST_HANDLER));
  }

  @Test
  void no_type_has_a_name_that_says_nothing() {
    assertThat(SourceFiles.all())
        .allSatisfy(
            it ->
                assertThat(EMPTY_NAME.matcher(SourceFiles.text(it)).results().map(f -> f.group(1)))
                    .as(SourceFiles.name(it))
                    .isEmpty());
  }

  private static long lines(Path file) {
    return SourceFiles.text(file).lines().count();
  }
}
