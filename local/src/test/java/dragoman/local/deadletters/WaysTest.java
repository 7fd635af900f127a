package dragoman.local.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.deadletters.Way.Onward;
import dragoman.message.EventJson;
import dragoman.message.InboundMessage;
import dragoman.message.Parked;
import dragoman.message.ParkedJson;
import dragoman.pipeline.Receive;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where each letter goes on to. */
class WaysTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Instant NOW = Instant.parse("2026-03-10T10:00:00Z");
  private static final Shelf.Dead INBOUND =
      new Shelf.Dead("s-inbound-dead.fifo", List.of("s-inbound.fifo"));
  private static final Shelf.Dead TEAMS =
      new Shelf.Dead("s-team-x-dead.fifo", List.of("s-team-a.fifo", "s-team-b.fifo"));
  private static final Map<String, String> ACCOUNTS =
      Map.ofEntries(
          Map.entry("whatsapp", Dead.ACCOUNT), //
          Map.entry("telegram", "a-bot"), //
          Map.entry("webchat", "creators-app"), //
          Map.entry("viber", "creators_viber"), //
          Map.entry("vk", "200000001"), //
          Map.entry("twilio", "+12025550100"), //
          Map.entry("rcs", "creators_agent"));
  private static final Shelf PARKED = new Shelf.SetAside("s-parked");

  private final Layout layout =
      new Layout(
          "s",
          List.of(INBOUND, TEAMS, PARKED),
          "s-inbound.fifo",
          "s-receipts",
          "s-team-",
          "s-Table",
          "main",
          Duration.ofDays(8));
  private final Ways ways = new Ways(layout, Set.of(), () -> NOW);

  private static Onward only(Way way) {
    assertThat(way).isInstanceOf(Way.On.class);
    assertThat(((Way.On) way).letters()).hasSize(1);
    return ((Way.On) way).letters().getFirst();
  }

  private static String why(Way way) {
    assertThat(way).isInstanceOf(Way.Stays.class);
    return ((Way.Stays) way).why();
  }

  private static DeadLetter parked(String where, String body, String... accounts) {
    return Dead.letter(
        "m-1",
        ParkedJson.write(
            new Parked(
                where,
                "not readable then",
                body.getBytes(StandardCharsets.UTF_8),
                NOW.minusSeconds(60),
                Optional.of("elsewhere"),
                List.of(accounts))));
  }

  private static String fixture(String name) throws Exception {
    return Files.readString(ROOT.resolve("events").resolve(name));
  }

  @Test
  void a_dead_letter_goes_back_as_it_is_in_its_group_under_another_id() {
    var body = Dead.event("911", "wamid.1", NOW);
    assertThat(only(ways.of(INBOUND, Dead.letter("m-1", body))))
        .isEqualTo(new Onward("s-inbound.fifo", Optional.of("group"), "dedupe#rm-1", body));
  }

  @Test
  void one_that_died_again_gets_yet_another_id_of_the_same_length() {
    var again =
        new DeadLetter(
            "m-2",
            "h",
            "{}",
            Optional.of("g"),
            Optional.of("dedupe#rm-1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    assertThat(again.again()).isEqualTo("dedupe#rm-2");
  }

  @Test
  void an_id_that_no_queue_would_take_is_hashed() {
    assertThat(Dead.letter("m".repeat(130), "{}").again()).matches("[0-9a-f]{64}");
    assertThat(Dead.letter("m 1", "{}").again()).matches("[0-9a-f]{64}");
  }

  @Test
  void an_event_of_long_ago_goes_on_and_is_called_too_old() {
    var old = Dead.event("911", "wamid.1", NOW.minus(Duration.ofDays(9)));
    assertThat(((Way.On) ways.of(INBOUND, Dead.letter("m", old))).tooOld()).isTrue();
    var young = Dead.event("911", "wamid.1", NOW.minus(Duration.ofDays(7)));
    assertThat(((Way.On) ways.of(INBOUND, Dead.letter("m", young))).tooOld()).isFalse();
  }

  @Test
  void of_several_sources_the_service_names_the_one_else_the_task_does() {
    var task = Dead.task("b", NOW);
    assertThat(only(ways.of(TEAMS, Dead.letter("m", task))).queue()).isEqualTo("s-team-b.fifo");
    var told =
        new DeadLetter(
            "m",
            "h",
            task,
            Optional.of("g"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("arn:aws:sqs:us-east-1:000000000000:s-team-a.fifo"),
            Map.of());
    assertThat(only(ways.of(TEAMS, told)).queue()).isEqualTo("s-team-a.fifo");
  }

  @Test
  void one_whose_source_nobody_knows_stays() {
    assertThat(why(ways.of(TEAMS, Dead.letter("m", Dead.task("gone", NOW)))))
        .contains("nobody knows which queue it came from");
    assertThat(why(ways.of(TEAMS, Dead.letter("m", "not json")))).contains("nobody knows");
  }

  @Test
  void where_the_service_leaves_the_group_out_the_message_tells_it() {
    var bare =
        new DeadLetter(
            "m",
            "h",
            Dead.event("911", "wamid.1", NOW),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    assertThat(only(ways.of(INBOUND, bare)).group()).contains(Dead.group("911"));
    assertThat(bare.again()).hasSize(64 + 3).endsWith("#rm");
  }

  @Test
  void what_was_set_aside_is_read_by_its_channel_and_goes_to_its_conversation() throws Exception {
    for (var it :
        Map.ofEntries(
                Map.entry("whatsapp", fixture("whatsapp/text-en-human.json")), //
                Map.entry("telegram", fixture("telegram/text-en-human.json")), //
                Map.entry("webchat", fixture("webchat/text-en-human.json")), //
                Map.entry("viber", fixture("viber/text-en-human.json")), //
                Map.entry("vk", fixture("vk/text-en-human.json")), //
                Map.entry("twilio", fixture("twilio/text-en-human.form")), //
                Map.entry("rcs", fixture("rcs/text-en-human.json")))
            .entrySet()) {
      var account = ACCOUNTS.get(it.getKey());
      var onward = only(ways.of(PARKED, parked(it.getKey() + "/main", it.getValue(), account)));
      var message = (InboundMessage) EventJson.read(onward.body());
      assertThat(onward.queue()).isEqualTo("s-inbound.fifo");
      assertThat(onward.group()).contains(message.group().value());
      assertThat(onward.dedupe()).isEqualTo(message.key().value() + "#rm-1");
      assertThat(message.channel()).isEqualTo(it.getKey());
      assertThat(message.account()).isEqualTo(account);
    }
  }

  @Test
  void its_keys_are_those_of_the_installation_it_came_to() throws Exception {
    var body = fixture("whatsapp/text-en-human.json");
    var noted = only(ways.of(PARKED, parked("whatsapp/main", body, Dead.ACCOUNT)));
    var before =
        Dead.letter(
            "m-1",
            ParkedJson.write(
                new Parked("whatsapp/main", "?", body.getBytes(StandardCharsets.UTF_8), NOW)));
    var named = new Ways(layout, Set.of(Dead.ACCOUNT), () -> NOW);
    assertThat(only(named.of(PARKED, before)).dedupe()).isNotEqualTo(noted.dedupe());
    assertThat(why(ways.of(PARKED, before))).contains("--account");
  }

  @Test
  void what_still_cannot_be_read_stays_and_says_so() {
    assertThat(why(ways.of(PARKED, parked("whatsapp/main", "{\"entry\": not json", "1"))))
        .startsWith("still not readable: not JSON");
    assertThat(why(ways.of(PARKED, parked("fax/main", "{}", "1")))).contains("no channel fax");
    assertThat(why(ways.of(PARKED, Dead.letter("m", "no json at all")))).contains("not readable");
    assertThat(why(ways.of(PARKED, parked("inbound", "{\"v\":\"event.v9\"}"))))
        .contains("still not readable: v is event.v9, not event.v1");
  }

  @Test
  void an_account_that_is_not_the_endpoints_is_not_let_in_by_reading_again() throws Exception {
    var body = fixture("whatsapp/text-en-human.json");
    assertThat(why(ways.of(PARKED, parked("whatsapp/main", body, "999"))))
        .contains("account not configured at this endpoint");
    var named = new Ways(layout, Set.of(Dead.ACCOUNT), () -> NOW);
    only(named.of(PARKED, parked("whatsapp/main", body, "999")));
  }

  @Test
  void an_event_no_version_could_read_goes_on_once_one_can() {
    var body = Dead.event("911", "wamid.1", NOW);
    var onward = only(ways.of(PARKED, parked("inbound", body)));
    assertThat(onward.group()).contains(Dead.group("911"));
    assertThat(onward.body()).isEqualTo(body);
  }

  @Test
  void a_message_larger_than_a_conversation_keeps_stays() {
    var large = EventJson.write(Dead.message("911", "wamid.1", NOW, "x".repeat(Receive.MAX_EVENT)));
    assertThat(why(ways.of(PARKED, parked("whatsapp/main", large, Dead.ACCOUNT))))
        .isEqualTo("still larger than a conversation keeps");
  }
}
