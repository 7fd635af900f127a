package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.Receipt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessengerTest implements MetaMessagingContract {
  static final String PAGE = "300000000000001";

  @Override
  public Channel channel() {
    return new Messenger();
  }

  @Override
  public String object() {
    return "page";
  }

  @Override
  public String account() {
    return PAGE;
  }

  @Override
  public String firstId() {
    return "m_DRAGOMAN0001";
  }

  @Test
  void files_places_and_stickers_are_read() {
    assertThat(((Content.Media) content("file")).media()).isEqualTo(MediaKind.DOCUMENT);
    assertThat(content("location"))
        .isEqualTo(
            new Content.Location(
                25.2048, 55.2708, Optional.of("Creator Meetup"), Optional.empty()));
    assertThat(((Content.Media) content("like")).media()).isEqualTo(MediaKind.STICKER);
    assertThat(((Content.Media) content("sticker")).media()).isEqualTo(MediaKind.STICKER);
  }

  @Test
  void a_link_in_the_text_is_not_said_twice() {
    assertThat(content("text-with-link"))
        .isEqualTo(new Content.Text("Is this your guide? https://guide.example.com/en/payouts"));
    assertThat(content("fallback")).isEqualTo(new Content.Unsupported("fallback"));
    assertThat(content("text-from-ad")).isEqualTo(new Content.Text("How do I join?"));
  }

  @Test
  void the_start_button_is_a_notice_and_another_without_an_id_a_tap() {
    assertThat(content("postback-start"))
        .isEqualTo(new Content.Notice("start", Optional.of("poster")));
    assertThat(content("postback-without-mid"))
        .isEqualTo(new Content.Tap("When are payouts made?", "payouts", Optional.empty()));
  }

  @Test
  void an_edit_carries_the_new_words() {
    assertThat(content("edited"))
        .isEqualTo(
            new Content.Edited(
                new Content.Text("Hi, when will I get my payout for January?"), firstId()));
    assertThat(event("edited").key()).isNotEqualTo(event("text-en-payout-when").key());
  }

  @Test
  void what_somebody_did_is_a_notice() {
    assertThat(content("optin")).isEqualTo(new Content.Notice("optin", Optional.of("newsletter")));
    assertThat(content("account-linked"))
        .isEqualTo(new Content.Notice("account_linking", Optional.of("linked")));
    assertThat(content("thread-passed"))
        .isEqualTo(new Content.Notice("pass_thread_control", Optional.empty()));
  }

  @Test
  void what_nobody_did_is_left_aside_with_its_kind() {
    for (var name : List.of("optin-of-nobody", "policy-enforcement", "feed")) {
      var accepted = accepted(Events.body("messenger", name));
      assertThat(accepted.ignored()).as(name).hasSize(1);
      assertThat(accepted.messages()).isEmpty();
      assertThat(accepted.unreadable()).isEmpty();
    }
  }

  @Test
  void a_delivery_is_a_receipt_of_each_message_it_names() {
    var receipt = accepted(Events.body("messenger", "status-delivered")).receipts().getFirst();
    assertThat(receipt.status()).isEqualTo(Receipt.Status.DELIVERED);
    assertThat(receipt.externalId()).isEqualTo("m_DRAGOMANOUT1");
    assertThat(receipt.recipient()).isEqualTo("6100000000000009");
    assertThat(receipt.callback()).isEmpty();
    assertThat(receipt.at().toEpochMilli()).isEqualTo(1772442310000L);
    var event =
        """
        {"sender":{"id":"1"},"delivery":{"mids":["a","b","a"," ",7],"watermark":1772442310000}}
        """;
    assertThat(accepted(body(event)).receipts())
        .extracting(Receipt::externalId)
        .containsExactly("a", "b");
  }

  @Test
  void a_watermark_names_no_message() {
    for (var name : List.of("status-read", "status-delivered-without-mids")) {
      var accepted = accepted(Events.body("messenger", name));
      assertThat(accepted.receipts()).isEmpty();
      assertThat(accepted.ignored())
          .extracting(Reception.Ignored::reason)
          .containsExactly("it names no message");
    }
  }
}
