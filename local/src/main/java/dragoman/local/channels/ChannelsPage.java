package dragoman.local.channels;

import dragoman.channel.Capability;
import dragoman.channel.Channel;
import dragoman.channel.SendClass;
import dragoman.message.Content.MediaKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/channels.md}, as a text. */
public final class ChannelsPage {
  private static final String HEAD =
      """
      # Channels

      <!-- Made by `./dragoman channels --write` of what the channels say of themselves; a test fails when it is stale. -->

      What each channel can do, and what the pipeline keeps to. The set-up of each, step by step, is in the page linked from its name; `./dragoman doctor` checks it.

      """;

  private static final String FOOT =
      """

      - **If an answer is lost**: *sent again*: the provider refuses a second copy, so that exactly one arrives. *Asked after*: the provider reports what arrived; without a report it is sent once more. *A person decides*: neither; it is never sent again by itself, and becomes a task.
      - **Answers until**: later than this after the person's last message only templates are allowed; the reply becomes a person's task.
      - **Pace**: how fast one of our accounts, and how fast to one person, replies go out; what is faster waits its turn, and nothing is dropped.
      - **STOP**: *we obey*: the words of `consent` in the policy come before anything else. *The provider answers*: as before, and the provider confirms it by itself. *The person blocks*: they have a button for it, and the provider refuses what we send.
      """;

  private record Column(String head, Function<Channel, String> of) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("channel", ChannelsPage::name),
          new Column("text", it -> it.capability().text().map(ChannelsPage::text).orElse("any")),
          new Column("link button", ChannelsPage::button),
          new Column("people can send", it -> media(it.capability())),
          new Column(
              "answers until", it -> it.capability().window().map(ChannelsPage::time).orElse("")),
          new Column("receipts", it -> it.capability().receipts() ? "yes" : "no"),
          new Column("if an answer is lost", it -> lost(it.capability().sendClass())),
          new Column("pace: account", it -> rate(it.capability().perAccount())),
          new Column("pace: person", it -> rate(it.capability().perPerson())),
          new Column("STOP", it -> consent(it.capability().consent())));

  private ChannelsPage() {}

  public static String of(List<Channel> channels) {
    var rows = Stream.of(COLUMNS.stream().map(Column::head), COLUMNS.stream().map(_ -> "---"));
    var all =
        Stream.concat(
            rows,
            channels.stream().map(it -> COLUMNS.stream().map(column -> column.of().apply(it))));
    return HEAD
        + all.map(cells -> cells.collect(Collectors.joining(" | ", "| ", " |\n")))
            .collect(Collectors.joining())
        + FOOT;
  }

  private static String name(Channel channel) {
    return "[%s](channels/%s.md) `%s`"
        .formatted(channel.capability().title(), channel.name(), channel.name());
  }

  private static String text(Capability.Text text) {
    return number(text.limit())
        + switch (text.unit()) {
          case CHARACTERS -> " characters";
          case BYTES -> " bytes";
        };
  }

  private static String button(Channel channel) {
    return channel
        .capability()
        .button()
        .map(it -> "yes" + limit(", text up to ", it.text()) + limit(", label up to ", it.label()))
        .orElse("below the text");
  }

  private static String limit(String words, OptionalInt limit) {
    return limit.isPresent() ? words + number(limit.getAsInt()) : "";
  }

  private static String media(Capability capability) {
    if (capability.media().isEmpty()) {
      return "text";
    }
    return capability.media().size() == MediaKind.values().length
        ? "text, media of all kinds"
        : capability.media().stream()
            .sorted()
            .map(it -> it.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ", "text, ", ""));
  }

  private static String lost(SendClass sendClass) {
    return switch (sendClass) {
      case IDEMPOTENT -> "sent again";
      case RECEIPT -> "asked after";
      case BLIND -> "a person decides";
    };
  }

  private static String rate(Optional<Capability.Rate> rate) {
    return rate.map(it -> "%d in %s, %d at once".formatted(it.count(), time(it.per()), it.burst()))
        .orElse("");
  }

  private static String consent(Capability.Consent consent) {
    return switch (consent) {
      case PERSON_BLOCKS -> "the person blocks";
      case WE_OBEY -> "we obey";
      case PROVIDER_CONFIRMS -> "the provider answers";
    };
  }

  private static String time(Duration time) {
    if (time.toSeconds() < 60) {
      return time.toSeconds() + " s";
    }
    return time.toMinutes() < 60 ? time.toMinutes() + " min" : time.toHours() + " h";
  }

  private static String number(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
