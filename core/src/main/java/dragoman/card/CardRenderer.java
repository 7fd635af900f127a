package dragoman.card;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import com.slack.api.model.block.element.RichTextSectionElement.TextStyle;
import com.slack.api.util.json.GsonBlockElementFactory;
import com.slack.api.util.json.GsonContextBlockElementFactory;
import com.slack.api.util.json.GsonLayoutBlockFactory;
import com.slack.api.util.json.GsonRichTextElementFactory;
import com.slack.api.util.json.GsonTextObjectFactory;
import dragoman.conversation.Conversation;
import dragoman.conversation.Dialogue;
import dragoman.conversation.Owner;
import dragoman.message.Escalation;
import dragoman.message.Json;
import dragoman.message.Line;
import dragoman.message.Masking;
import dragoman.message.Understanding;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws the card of an escalation from the conversation as it stands.
 *
 * <p>The person's name, number and handle are never on it, and of what they said only a masked
 * excerpt in its own script. Every word that is not ours stands in a {@code plain_text} object or a
 * rich-text {@code text} element, where Slack reads no markup, and goes through {@link SlackText}.
 */
public final class CardRenderer {
  /** The most of a person's words that leaves for Slack, in code points. */
  public static final int EXCERPT = 300;

  /** Slack's limit for a header block; the parts of ours stay below it in UTF-16 too. */
  private static final int HEADER = 150;

  private static final int FACT = 60;
  private static final int REASON = 300;
  private static final int POLICY = 8;
  private static final String BETWEEN = " · ";

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Gson SLACK =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .registerTypeAdapter(LayoutBlock.class, new GsonLayoutBlockFactory())
          .registerTypeAdapter(TextObject.class, new GsonTextObjectFactory())
          .registerTypeAdapter(ContextBlockElement.class, new GsonContextBlockElementFactory())
          .registerTypeAdapter(BlockElement.class, new GsonBlockElementFactory())
          .registerTypeAdapter(RichTextElement.class, new GsonRichTextElementFactory())
          .registerTypeAdapter(TextStyle.class, (JsonSerializer<TextStyle>) CardRenderer::bare)
          .create();

  private CardRenderer() {}

  /**
   * The card as it should look now.
   *
   * @param channel the id of the Slack channel it belongs in
   * @param policy the hash of the policy that decided, if it is known
   */
  public static Card render(
      String channel,
      Conversation conversation,
      Escalation escalation,
      Optional<String> policy,
      Instant now) {
    var dialogue = dialogue(conversation, escalation);
    var state = dialogue.map(_ -> conversation.owner()).orElse(Owner.CLOSED);
    var title = title(state, conversation, escalation);
    var waiting = dialogue.flatMap(Dialogue::queuedAt).orElse(escalation.at());
    var status = status(state, waiting, now);
    var said = said(conversation, escalation);

    var facts =
        section(
            bold("Why here: "),
            text(why(conversation, escalation, policy)),
            bold("\nCustomer: "),
            text(customer(conversation)),
            bold("\nTeam: "),
            text(team(state, conversation, escalation)),
            bold("\nTicket: "),
            text(SlackText.plain(escalation.ticket(), FACT)));
    var top =
        state == Owner.QUEUED
            ? section(bold(status), text(", since "), date(waiting))
            : section(bold(status));
    var quote = RichTextQuoteElement.builder().elements(List.of(text(said))).build();

    return new Card(
        channel,
        SlackText.mrkdwn(title, HEADER)
            + BETWEEN
            + status
            + BETWEEN
            + SlackText.mrkdwn(escalation.ticket(), FACT)
            + BETWEEN
            + SlackText.mrkdwn(said, EXCERPT + 2),
        json(
            List.of(
                HeaderBlock.builder()
                    .text(PlainTextObject.builder().text(title).emoji(false).build())
                    .build(),
                RichTextBlock.builder().elements(List.of(top, quote, facts)).build())));
  }

  /** The escalated dialogue as it stands; empty once the conversation has gone on to another. */
  private static Optional<Dialogue> dialogue(Conversation conversation, Escalation escalation) {
    return Optional.of(conversation.dialogue())
        .filter(dialogue -> dialogue.ticket().equals(escalation.ticket()));
  }

  private static String title(Owner state, Conversation conversation, Escalation escalation) {
    var light =
        switch (state) {
          case BOT, QUEUED -> "🔴";
          case HUMAN -> "🟠";
          case CLOSED -> "🟢";
        };
    var severity =
        dialogue(conversation, escalation)
            .flatMap(Dialogue::severity)
            .orElse(escalation.severity());
    var words =
        Stream.of(
                Optional.of(SlackText.plain(severity, 4)),
                conversation
                    .language()
                    .or(escalation::language)
                    .map(language -> SlackText.plain(language, 12)),
                conversation
                    .profile()
                    .genre()
                    .or(escalation::genre)
                    .map(genre -> SlackText.plain(genre, 25)),
                Optional.of(SlackText.plain(conversation.workspace(), 25)))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(BETWEEN));
    return light + " " + words;
  }

  private static String status(Owner state, Instant waiting, Instant now) {
    return switch (state) {
      case BOT -> "With the bot";
      case QUEUED -> "Waiting " + spell(Duration.between(waiting, now));
      case HUMAN -> "Taken by a person";
      case CLOSED -> "Resolved";
    };
  }

  private static String spell(Duration duration) {
    var minutes = Math.max(0, duration.toMinutes());
    if (minutes < 120) {
      return minutes + " min";
    }
    return minutes < 48 * 60 ? minutes / 60 + " h" : minutes / (24 * 60) + " d";
  }

  private static String said(Conversation conversation, Escalation escalation) {
    var excerpt = Masking.excerpt(escalation.excerpt(), EXCERPT);
    return SlackText.plain(excerpt.isEmpty() ? withoutWords(conversation) : excerpt, EXCERPT + 2);
  }

  private static String withoutWords(Conversation conversation) {
    return conversation.recent().reversed().stream()
        .filter(line -> line.author() == Line.Author.CONTACT)
        .findFirst()
        .map(line -> line.kind() + ", no words")
        .orElse("no words");
  }

  private static String why(
      Conversation conversation, Escalation escalation, Optional<String> policy) {
    return dialogue(conversation, escalation)
            .map(_ -> understood(conversation.understood()) + BETWEEN)
            .orElse("")
        + SlackText.plain(escalation.why(), REASON)
        + policy
            .map(hash -> hash.substring(0, Math.min(POLICY, hash.length())))
            .map(hash -> " (policy " + SlackText.plain(hash, POLICY) + ")")
            .orElse("");
  }

  private static String understood(Understanding understood) {
    return understood
            .intent()
            .map(name -> "intent " + SlackText.plain(name, FACT))
            .orElse("intent not recognised")
        + String.format(Locale.ROOT, " %.2f", understood.confidence());
  }

  private static String customer(Conversation conversation) {
    return Stream.of(
            conversation.profile().tier().map(tier -> "tier " + SlackText.plain(tier, FACT)),
            Optional.of("on " + SlackText.plain(conversation.channel(), FACT)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(BETWEEN));
  }

  private static String team(Owner state, Conversation conversation, Escalation escalation) {
    var team =
        SlackText.plain(
            dialogue(conversation, escalation).flatMap(Dialogue::team).orElse(escalation.team()),
            FACT);
    return switch (state) {
      case QUEUED -> team + BETWEEN + "nobody has taken it";
      case BOT, HUMAN, CLOSED -> team;
    };
  }

  private static RichTextSectionElement section(RichTextElement... elements) {
    return RichTextSectionElement.builder().elements(List.of(elements)).build();
  }

  private static RichTextElement text(String text) {
    return RichTextSectionElement.Text.builder().text(text).build();
  }

  private static RichTextElement bold(String text) {
    return RichTextSectionElement.Text.builder()
        .text(text)
        .style(TextStyle.builder().bold(true).build())
        .build();
  }

  /** Slack shows it in the reader's own time zone. */
  private static RichTextElement date(Instant at) {
    return RichTextSectionElement.Date.builder()
        .timestamp(Math.clamp(at.getEpochSecond(), 0, Integer.MAX_VALUE))
        .format("{date_short_pretty}, {time}")
        .fallback(UTC.format(at))
        .build();
  }

  /** Only the style we use: the model would also write styles that not every element may have. */
  private static JsonElement bare(TextStyle style, Type type, JsonSerializationContext context) {
    var json = new JsonObject();
    json.addProperty("bold", style.isBold());
    return json;
  }

  private static String json(List<LayoutBlock> blocks) {
    try {
      return Json.write(Json.read(SLACK.toJson(blocks)));
    } catch (Json.Malformed e) {
      throw new IllegalStateException("blocks are always JSON", e);
    }
  }
}
