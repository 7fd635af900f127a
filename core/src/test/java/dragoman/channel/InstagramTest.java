package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import dragoman.message.Receipt;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InstagramTest implements MetaMessagingContract {
  static final String ACCOUNT = "17841400000000001";
  private static final String CDN = "https://cdn.example.com/instagram/";

  @Override
  public Channel channel() {
    return new Instagram();
  }

  @Override
  public String object() {
    return "instagram";
  }

  @Override
  public String account() {
    return ACCOUNT;
  }

  @Override
  public String firstId() {
    return "aWdfDRAGOMAN0001";
  }

  @Test
  void an_answer_to_a_story_is_text() {
    assertThat(content("text-story-reply")).isEqualTo(new Content.Text("Is this still true?"));
  }

  @Test
  void posts_and_reels_that_are_passed_on_are_kept_by_reference() {
    assertThat(content("share"))
        .isEqualTo(media(MediaKind.DOCUMENT, CDN + "post.jpg", Optional.empty()));
    assertThat(content("text-with-share"))
        .isEqualTo(
            media(MediaKind.DOCUMENT, CDN + "post.jpg", Optional.of("Why was this one removed?")));
    assertThat(content("reel"))
        .isEqualTo(media(MediaKind.VIDEO, CDN + "reel.mp4", Optional.empty()));
    assertThat(content("heart"))
        .isEqualTo(media(MediaKind.STICKER, "like_heart", Optional.empty()));
  }

  @Test
  void a_mention_in_a_story_is_told_and_not_asked() {
    assertThat(content("story-mention"))
        .isEqualTo(new Content.Notice("story_mention", Optional.of(CDN + "story.jpg")));
  }

  @Test
  void what_instagram_does_not_hand_over_is_kept_as_unsupported() {
    assertThat(content("unsupported")).isEqualTo(new Content.Unsupported("unsupported"));
    assertThat(content("disappearing")).isEqualTo(new Content.Unsupported("ephemeral"));
  }

  @Test
  void a_read_message_is_named() {
    var receipt = accepted(Events.body("instagram", "status-read")).receipts().getFirst();
    assertThat(receipt.status()).isEqualTo(Receipt.Status.READ);
    assertThat(receipt.externalId()).isEqualTo("aWdfDRAGOMANOUT1");
    assertThat(receipt.recipient()).isEqualTo("7100000000000009");
    assertThat(receipt.callback()).isEmpty();
  }

  @Test
  void a_comment_is_no_message() {
    assertThat(accepted(Events.body("instagram", "comment")).ignored())
        .containsExactly(new Reception.Ignored("not a message", "field:comments"));
  }

  @Test
  void a_message_in_the_form_of_a_change_is_a_message_all_the_same() {
    var entry =
        "{\"id\":\""
            + ACCOUNT
            + "\",\"changes\":[{\"field\":\"messages\",\"value\":"
            + said("m")
            + "}]}";
    assertThat(accepted(whole(entry)).messages()).hasSize(1);
  }
}
