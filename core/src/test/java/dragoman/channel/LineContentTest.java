package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Content;
import dragoman.message.Content.MediaKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LineContentTest {
  private static final LineTest LINE = new LineTest();

  private static Content content(String name) {
    return LINE.event(name).content();
  }

  @Test
  void every_kind_of_file_is_kept_by_reference() {
    assertThat(content("image"))
        .isEqualTo(
            media(MediaKind.IMAGE, "500000000000000014", Optional.empty(), OptionalLong.empty()));
    assertThat(content("image-elsewhere"))
        .isEqualTo(
            media(
                MediaKind.IMAGE,
                "https://pictures.example.com/1.jpg",
                Optional.empty(),
                OptionalLong.empty()));
    assertThat(content("video"))
        .isEqualTo(
            media(MediaKind.VIDEO, "500000000000000016", Optional.empty(), OptionalLong.of(60)));
    assertThat(content("audio"))
        .isEqualTo(
            media(MediaKind.AUDIO, "500000000000000017", Optional.empty(), OptionalLong.of(4)));
    assertThat(content("sticker-with-text"))
        .isEqualTo(
            media(MediaKind.STICKER, "1989", Optional.of("Thanks a lot"), OptionalLong.empty()));
    assertThat(content("file"))
        .isEqualTo(
            new Content.Media(
                MediaKind.DOCUMENT,
                "500000000000000018",
                Optional.empty(),
                Optional.of("contract.pdf"),
                OptionalLong.of(22016),
                OptionalLong.empty(),
                Optional.empty()));
  }

  private static Content media(
      MediaKind kind, String id, Optional<String> caption, OptionalLong seconds) {
    return new Content.Media(
        kind, id, Optional.empty(), Optional.empty(), OptionalLong.empty(), seconds, caption);
  }

  @Test
  void a_location_is_read_and_one_without_coordinates_is_kept() {
    assertThat(content("location"))
        .isEqualTo(
            new Content.Location(
                35.6591, 139.7037, Optional.of("Studio"), Optional.of("1-1 Example-cho, Tokyo")));
    assertThat(
            LINE.accepted(LineTest.replaced("location", "latitude", "height"))
                .messages()
                .getFirst()
                .content())
        .isEqualTo(new Content.Unsupported("location"));
  }

  @Test
  void an_edit_names_the_message_and_reads_as_it_does_now() {
    var message = LINE.event("edited");
    assertThat(message.type()).isEqualTo("messageEdited:text");
    assertThat(message.externalId()).isEqualTo(LINE.event("text-en-human").externalId());
    assertThat(message.content())
        .isEqualTo(
            new Content.Edited(
                new Content.Text("Can I speak to someone about my payout?"), message.externalId()));
  }

  @Test
  void a_message_taken_back_is_a_deletion_of_it() {
    var message = LINE.event("unsend");
    assertThat(message.content()).isEqualTo(new Content.Deleted("500000000000000002"));
    assertThat(message.externalId()).isEqualTo("500000000000000002");
  }

  @Test
  void a_postback_is_a_tap() {
    assertThat(content("postback"))
        .isEqualTo(new Content.Tap("", "When are payouts made?", Optional.empty()));
  }

  @Test
  void what_nobody_typed_is_a_notice() {
    assertThat(content("follow")).isEqualTo(new Content.Notice("follow", Optional.empty()));
    assertThat(content("beacon")).isEqualTo(new Content.Notice("beacon", Optional.of("enter")));
    assertThat(content("account-link"))
        .isEqualTo(new Content.Notice("accountLink", Optional.of("ok")));
    assertThat(content("membership"))
        .isEqualTo(new Content.Notice("membership", Optional.of("joined")));
    for (var name :
        List.of(
            "unfollow",
            "join",
            "leave",
            "member-joined",
            "member-left",
            "things",
            "video-play-complete")) {
      assertThat(content(name)).as(name).isInstanceOf(Content.Notice.class);
    }
  }
}
