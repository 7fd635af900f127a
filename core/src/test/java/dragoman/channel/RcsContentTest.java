package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.EffectHint;
import dragoman.message.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people and the platform say over RCS. */
class RcsContentTest {
  private static final RcsTest RCS = new RcsTest();

  @Test
  void a_text_message_is_read_in_full() {
    var message = RCS.event("text-hi-change-username");
    assertThat(message.content()).isEqualTo(new Content.Text("अपना यूज़रनेम कैसे बदलें?"));
    assertThat(message.account()).isEqualTo("creators_agent");
    assertThat(message.sender().id()).isEqualTo("+12025550144");
    assertThat(message.sender().name()).isEmpty();
    assertThat(message.chat()).isEqualTo("+12025550144");
    assertThat(message.type()).isEqualTo("text");
    assertThat(message.externalId()).isEqualTo("MxDRAGOMAN0005");
    assertThat(message.at()).isEqualTo(Instant.parse("2026-03-02T09:05:00.384963Z"));
  }

  @Test
  void a_message_that_calls_its_id_an_events_is_a_message() {
    var message = RCS.event("text-with-event-id");
    assertThat(message.externalId()).isEqualTo("EvDRAGOMAN0001");
    assertThat(message.at()).isEqualTo(ChannelContract.NOW);
  }

  @Test
  void two_peoples_messages_of_one_id_are_two() {
    var one = RCS.accepted(RCS.message()).messages().getFirst();
    var said = "{\"senderPhoneNumber\":\"+12025550141\",\"messageId\":\"m-1\",\"text\":\"Hi\"}";
    assertThat(RCS.accepted(RcsTest.wrapped(said)).messages().getFirst().key())
        .isNotEqualTo(one.key());
  }

  @Test
  void files_are_kept_by_reference() {
    var image = (Content.Media) RCS.event("image").content();
    assertThat(image.media()).isEqualTo(MediaKind.IMAGE);
    assertThat(image.id()).isEqualTo("https://files.example.com/rcs/4_animated.gif");
    assertThat(image.fileName()).contains("4_animated.gif");
    assertThat(image.bytes()).hasValue(127806);
    assertThat(RCS.event("video").content().kind()).isEqualTo("video");
    assertThat(RCS.event("audio").content().kind()).isEqualTo("audio");
    assertThat(RCS.event("document").content().kind()).isEqualTo("document");
    assertThat(RCS.event("document").type()).isEqualTo("userFile");
  }

  @Test
  void a_place_is_a_place() {
    assertThat(RCS.event("location").content())
        .isEqualTo(new Content.Location(12.9716, 77.5946, Optional.empty(), Optional.empty()));
  }

  @Test
  void a_tap_is_heard_though_it_is_no_event() {
    var tap = RCS.event("suggestion-reply");
    assertThat(tap.content())
        .isEqualTo(new Content.Tap("When are payouts made?", "payout_when", Optional.empty()));
    assertThat(tap.type()).isEqualTo("suggestionResponse:REPLY");
    assertThat(RCS.event("suggestion-action").content().kind()).isEqualTo("tap");
  }

  @Test
  void opening_the_link_of_a_reply_says_nothing() {
    var accepted = RCS.accepted(Events.body("rcs", "link-opened"));
    assertThat(accepted.messages()).isEmpty();
    assertThat(accepted.ignored())
        .containsExactly(
            new Reception.Ignored("the link of a reply was opened", "suggestionResponse:ACTION"));
  }

  @Test
  void unsubscribing_and_subscribing_are_told() {
    assertThat(RCS.event("unsubscribed").content())
        .isEqualTo(new Content.Notice("UNSUBSCRIBE", Optional.empty()));
    assertThat(RCS.event("subscribed").content())
        .isEqualTo(new Content.Notice("SUBSCRIBE", Optional.empty()));
    assertThat(RCS.event("subscribed").key()).isNotEqualTo(RCS.event("unsubscribed").key());
  }

  @Test
  void what_nobody_waits_for_is_left_aside_with_a_trace() {
    assertThat(RCS.accepted(Events.body("rcs", "typing")).ignored())
        .containsExactly(new Reception.Ignored("an event nobody waits for", "event:IS_TYPING"));
    assertThat(RCS.accepted(Events.body("rcs", "event-of-tomorrow")).ignored()).hasSize(1);
  }

  @Test
  void a_message_of_tomorrow_is_kept() {
    assertThat(RCS.event("kind-of-tomorrow").content())
        .isEqualTo(new Content.Unsupported("hologram"));
  }

  private Receipt receipt(String name) {
    return RCS.accepted(Events.body("rcs", name)).receipts().getFirst();
  }

  @Test
  void a_receipt_leads_to_the_reply_it_is_of() {
    var reply = RCS.reply("+12025550140", "Hello", Optional.empty());
    var id = EffectHint.of(reply.ref()).uuid();
    var said =
        "{\"senderPhoneNumber\":\"+12025550140\",\"eventType\":\"DELIVERED\",\"eventId\":\"e\","
            + "\"messageId\":\"%s\",\"agentId\":\"creators_agent@rbm.goog\"}";
    var receipt = RCS.accepted(RcsTest.wrapped(said.formatted(id))).receipts().getFirst();
    assertThat(receipt.externalId()).isEqualTo(id.toString());
    assertThat(receipt.callback().flatMap(EffectHint::parse)).contains(EffectHint.of(reply.ref()));
  }

  @Test
  void every_stage_of_a_message_is_a_receipt_of_its_own() {
    assertThat(receipt("status-delivered").status()).isEqualTo(Receipt.Status.DELIVERED);
    assertThat(receipt("status-read").status()).isEqualTo(Receipt.Status.READ);
    assertThat(receipt("status-read").error()).isEmpty();
    assertThat(receipt("status-expired").status()).isEqualTo(Receipt.Status.FAILED);
    assertThat(receipt("status-expired").error()).contains("TTL_EXPIRATION_REVOKED");
    assertThat(receipt("status-expired").recipient()).isEqualTo("+12025550140");
    assertThat(receipt("status-expired-not-revoked").status()).isEqualTo(Receipt.Status.FAILED);
    assertThat(
            List.of(
                receipt("status-delivered").key(),
                receipt("status-read").key(),
                receipt("status-expired").key(),
                receipt("status-expired-not-revoked").key()))
        .doesNotHaveDuplicates();
  }

  @Test
  void what_another_agent_hears_is_parked_and_its_receipts_are_left_aside() {
    var other =
        new Endpoint("default", "rcs", "main", RCS.secrets(), Optional.empty(), Set.of("b"));
    var message =
        (Reception.Accepted)
            RCS.channel().receive(RCS.signed("text-pt-greeting"), other, ChannelContract.NOW);
    assertThat(message.messages()).isEmpty();
    assertThat(message.unreadable())
        .extracting(Reception.Unreadable::reason)
        .containsExactly("account not configured at this endpoint");
    var read =
        (Reception.Accepted)
            RCS.channel().receive(RCS.signed("status-read"), other, ChannelContract.NOW);
    assertThat(read.receipts()).isEmpty();
    assertThat(read.ignored()).hasSize(1);
  }

  @Test
  void genuine_data_that_cannot_be_read_is_set_aside_and_reads_as_it_did() {
    for (var said :
        List.of(
            "not JSON",
            "[]",
            "{}",
            "{\"senderPhoneNumber\":\"+12025550140\",\"text\":\"x\"}",
            "{\"senderPhoneNumber\":\"nobody\",\"messageId\":\"m\",\"text\":\"x\"}",
            "{\"eventType\":\"READ\",\"messageId\":\"m\"}",
            "{\"agentId\":\"../x\",\"senderPhoneNumber\":\"+12025550140\",\"messageId\":\"m\"}")) {
      var accepted = RCS.accepted(RcsTest.wrapped(said));
      assertThat(accepted.unreadable()).as(said).hasSize(1);
      assertThat(accepted.unreadable().getFirst().body()).isEqualTo(RcsTest.bytes(said));
      assertThat(RCS.accepted(accepted.unreadable().getFirst().body()).unreadable())
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(accepted.unreadable());
      assertThat(accepted.unreadable().getFirst().reason()).doesNotContain("nobody", "..");
    }
  }
}
