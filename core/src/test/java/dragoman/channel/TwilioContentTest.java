package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.InboundMessage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What people send. */
class TwilioContentTest {
  private static final TwilioTest SETTING = new TwilioTest();

  @Test
  void a_file_has_the_words_beside_it_as_its_caption() {
    assertThat(SETTING.content("mms-image"))
        .isEqualTo(
            media(
                MediaKind.IMAGE,
                "d4a6a001/Media/ME000000000000000000000000e0000001",
                "image/jpeg",
                Optional.of("Is this a real message from you?")));
    assertThat(SETTING.event("mms-image").type()).isEqualTo("media");
  }

  @Test
  void of_several_files_the_first_has_the_words_and_none_is_lost() {
    var messages = SETTING.accepted(SETTING.batch()).messages();
    assertThat(messages)
        .extracting(InboundMessage::content)
        .containsExactly(
            media(
                MediaKind.IMAGE,
                "d4a6a002/Media/ME000000000000000000000000e0000002",
                "image/png",
                Optional.of("My three screenshots")),
            media(
                MediaKind.VIDEO,
                "d4a6a002/Media/ME000000000000000000000000e0000003",
                "video/mp4",
                Optional.empty()),
            media(
                MediaKind.DOCUMENT,
                "d4a6a002/Media/ME000000000000000000000000e0000004",
                "text/x-vcard",
                Optional.empty()));
    assertThat(messages).extracting(InboundMessage::externalId).containsOnly("MM" + zeros());
  }

  private static String zeros() {
    return "000000000000000000000000d4a6a002";
  }

  private static Content media(MediaKind kind, String end, String mime, Optional<String> caption) {
    return new Content.Media(
        kind,
        "https://api.twilio.com/2010-04-01/Accounts/"
            + TwilioTest.SID
            + "/Messages/MM000000000000000000000000"
            + end,
        Optional.of(mime),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        caption);
  }

  @Test
  void files_of_whatsapp_have_their_kinds() {
    assertThat(((Content.Media) SETTING.content("whatsapp-audio")).media())
        .isEqualTo(MediaKind.AUDIO);
    assertThat(((Content.Media) SETTING.content("whatsapp-document")).media())
        .isEqualTo(MediaKind.DOCUMENT);
    assertThat(((Content.Media) SETTING.content("whatsapp-sticker")).media())
        .isEqualTo(MediaKind.STICKER);
    assertThat(((Content.Media) SETTING.content("whatsapp-video")).media())
        .isEqualTo(MediaKind.VIDEO);
    assertThat(SETTING.event("whatsapp-sticker").type()).isEqualTo("whatsapp:sticker");
  }

  @Test
  void a_file_that_is_announced_and_missing_is_kept_as_such() {
    var body =
        TwilioTest.replaced("mms-image", "MediaUrl0=", "Media=")
            .replaceFirst("Body=[^&]*", "Body=");
    assertThat(SETTING.accepted(TwilioTest.bytes(body)).messages().getFirst().content())
        .isEqualTo(new Content.Unsupported("media"));
  }

  @Test
  void a_place_has_its_name_and_address() {
    assertThat(SETTING.content("whatsapp-location"))
        .isEqualTo(
            new Content.Location(
                28.6139, 77.209, Optional.of("India Gate"), Optional.of("Rajpath, New Delhi")));
  }

  @Test
  void words_beside_a_place_are_a_message_too() {
    var body =
        TwilioTest.replaced("whatsapp-location", "NumSegments=1", "NumSegments=1&Body=I+am+here");
    assertThat(SETTING.accepted(TwilioTest.bytes(body)).messages())
        .extracting(InboundMessage::content)
        .element(1)
        .isEqualTo(new Content.Text("I am here"));
  }

  @Test
  void a_button_and_an_entry_of_a_list_are_taps() {
    assertThat(SETTING.content("whatsapp-button"))
        .isEqualTo(
            new Content.Tap(
                "Talk to a person", "human", Optional.of("SM000000000000000000000000d4a6f001")));
    assertThat(SETTING.event("whatsapp-button").type()).isEqualTo("whatsapp:button");
    assertThat(SETTING.content("whatsapp-list"))
        .isEqualTo(new Content.Tap("When is the payout?", "payout", Optional.empty()));
  }

  @Test
  void stop_comes_to_us_as_a_message_that_twilio_has_already_confirmed() {
    assertThat(SETTING.content("stop")).isEqualTo(new Content.Text("STOP"));
    assertThat(SETTING.event("stop").type()).isEqualTo("OptOutType:STOP");
    assertThat(SETTING.channel().capability().consent())
        .isEqualTo(Capability.Consent.PROVIDER_CONFIRMS);
  }

  @Test
  void a_message_without_words_is_kept() {
    for (var name : List.of("without-body", "empty")) {
      assertThat(SETTING.content(name)).as(name).isEqualTo(new Content.Unsupported("text"));
    }
  }

  @Test
  void what_is_no_text_is_set_aside() {
    var body = TwilioTest.bytes(TwilioTest.replaced("text-en-human", "human", "%ED%A0%BD"));
    var endpoint = SETTING.endpoint(SETTING.secrets().getFirst());
    var reception =
        SETTING
            .channel()
            .receive(
                SETTING.channel().sign(body, endpoint, ChannelContract.NOW),
                endpoint,
                ChannelContract.NOW);
    assertThat(((Reception.Accepted) reception).unreadable())
        .extracting(Reception.Unreadable::reason)
        .containsExactly("not UTF-8");
  }

  @Test
  void a_nul_is_nothing_anybody_said() {
    assertThat(SETTING.event("text-nul").words()).contains("When is the payout?");
  }

  @Test
  void an_unknown_kind_with_words_is_those_words() {
    assertThat(SETTING.event("kind-of-tomorrow-with-body").words()).contains("Where are my views?");
    assertThat(SETTING.content("kind-of-tomorrow"))
        .isEqualTo(new Content.Unsupported("whatsapp:hologram"));
  }

  @Test
  void a_long_sms_that_came_as_base64_is_read() {
    assertThat(SETTING.event("text-long-as-base64").words().orElseThrow())
        .startsWith("Hello, my payout for January")
        .endsWith("for your help — Noor");
  }

  @Test
  void what_only_looks_like_base64_stays_as_it_is() {
    for (var text :
        List.of(
            "SGVsbG8gV29ybGQ=",
            "a".repeat(64),
            "Supercalifragilisticexpialidocious".repeat(2),
            Base64.getEncoder().encodeToString(new byte[60]),
            Base64.getEncoder()
                .encodeToString("नमस्ते".repeat(20).getBytes(StandardCharsets.UTF_8)),
            Base64.getEncoder()
                .withoutPadding()
                .encodeToString(TwilioTest.bytes("x".repeat(62))))) {
      var body =
          TwilioTest.replaced("text-en-human", "I+want+to+talk+to+a+human+please", encoded(text));
      assertThat(SETTING.accepted(TwilioTest.bytes(body)).messages().getFirst().words())
          .contains(text);
    }
  }

  @Test
  void whatsapp_never_sends_base64() {
    var base64 = Base64.getEncoder().encodeToString(TwilioTest.bytes("word ".repeat(20)));
    var body = TwilioTest.replaced("whatsapp-video", "MediaUrl0", "X") + "&Body=" + encoded(base64);
    body = body.replaceFirst("&Body=[^&]*(?=&.*&Body=)", "");
    assertThat(SETTING.accepted(TwilioTest.bytes(body)).messages().getFirst().words())
        .contains(base64);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
