package dragoman.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dragoman.conversation.Conversation;
import dragoman.conversation.Dialogue;
import dragoman.conversation.Owner;
import dragoman.message.ConversationKey;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.Escalation;
import dragoman.message.EventKey;
import dragoman.message.Json;
import dragoman.message.Line;
import dragoman.message.Profile;
import dragoman.message.Samples;
import dragoman.message.Understanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardRendererTest {
  private static final Instant QUEUED = Instant.parse("2026-03-02T09:22:00Z");
  private static final Instant NOW = QUEUED.plus(Duration.ofMinutes(12));
  private static final ConversationKey KEY =
      ConversationKey.of("main", "whatsapp", "100", "919876543210");
  private static final EventKey EVENT = EventKey.of("main", "whatsapp", "100", "text", "wamid.1");
  private static final String PHONE = "919876543210";
  private static final String NAME = "Asha Canary";

  private static Conversation conversation(Owner owner, String ticket) {
    return new Conversation(
        KEY,
        3,
        "whatsapp",
        "main",
        "100",
        PHONE,
        List.of(PHONE),
        new Profile(
            Optional.of(NAME),
            Optional.of("creators"),
            Optional.of("news"),
            Optional.of("hi"),
            Optional.of("gold")),
        "creators",
        Optional.of("hi"),
        owner,
        new Dialogue(
            ticket,
            QUEUED,
            Optional.of("creators-hi-news"),
            Optional.of(QUEUED),
            Optional.of("P2")),
        new Understanding(
            Optional.of("hi"), Optional.of("payout_issue"), 0.834, List.of("two words")),
        List.of("language from profile"),
        7,
        QUEUED,
        Optional.empty(),
        Optional.empty(),
        List.of(new Line(QUEUED, Line.Author.CONTACT, "image", "")));
  }

  private static Escalation escalation(String excerpt) {
    return new Escalation(
        EffectId.of(EVENT, "escalation", 1),
        new EffectRef(KEY, EVENT, 1),
        "D-1042",
        "creators",
        "creators-hi-news",
        "P3",
        "rule creators/payout",
        Optional.of("hi"),
        Optional.of("news"),
        "whatsapp",
        excerpt,
        QUEUED);
  }

  private static Card card(Owner owner, String ticket, String excerpt) {
    return CardRenderer.render(
        "C0123456789",
        conversation(owner, ticket),
        escalation(excerpt),
        Optional.of("7f3c9a0b11223344"),
        NOW);
  }

  /** A card with the text in every place that is not ours. */
  static Card cardSaying(String text) {
    var maybe = Optional.of(text);
    var conversation =
        new Conversation(
            KEY,
            3,
            text,
            text,
            text,
            text,
            List.of(text),
            new Profile(maybe, maybe, maybe, maybe, maybe),
            text,
            maybe,
            Owner.QUEUED,
            new Dialogue(text, QUEUED, maybe, Optional.of(QUEUED), maybe),
            new Understanding(maybe, maybe, 0.5, List.of(text)),
            List.of(text),
            7,
            QUEUED,
            Optional.empty(),
            maybe,
            List.of(new Line(QUEUED, Line.Author.CONTACT, text, text)));
    var escalation =
        new Escalation(
            EffectId.of(EVENT, "escalation", 1),
            new EffectRef(KEY, EVENT, 1),
            text,
            text,
            text,
            text,
            text,
            maybe,
            maybe,
            text,
            text,
            QUEUED);
    return CardRenderer.render("C0123456789", conversation, escalation, maybe, NOW);
  }

  @Test
  void a_waiting_conversation_has_this_card() throws Exception {
    var json = new ObjectMapper();
    var card =
        card(
            Owner.QUEUED,
            "D-1042",
            "Payout missing since Monday, 3 posts removed, +91 98765 43210");
    var golden = json.readTree(getClass().getResourceAsStream("card-waiting.json"));
    var drawn = json.createObjectNode().put("channel", card.channel()).put("text", card.text());
    drawn.set("blocks", Json.read(card.blocks()));
    assertThat(drawn).isEqualTo(golden);
  }

  @Test
  void the_card_tells_the_state_of_the_conversation() {
    assertThat(card(Owner.QUEUED, "D-1042", "x").text())
        .startsWith("🔴 P2 · hi · news · creators · Waiting 12 min · D-1042 · ");
    assertThat(card(Owner.HUMAN, "D-1042", "x").text()).startsWith("🟠 P2").contains("Taken by");
    assertThat(card(Owner.CLOSED, "D-1042", "x").text()).startsWith("🟢 P2").contains("Resolved");
    assertThat(card(Owner.BOT, "D-1042", "x").text()).startsWith("🔴 P2").contains("With the bot");
  }

  @Test
  void an_escalation_of_an_earlier_dialogue_is_resolved() {
    var card = card(Owner.QUEUED, "D-2000", "x");
    assertThat(card.text()).startsWith("🟢 P3 ").contains("Resolved");
    assertThat(card.blocks()).doesNotContain("payout_issue");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 min", "119, 119 min", "120, 2 h", "2879, 47 h", "2880, 2 d", "-5, 0 min"})
  void waiting_is_told_in_the_unit_that_matters(int minutes, String told) {
    var card =
        CardRenderer.render(
            "C1",
            conversation(Owner.QUEUED, "D-1042"),
            escalation("x"),
            Optional.empty(),
            QUEUED.plus(Duration.ofMinutes(minutes)));
    assertThat(card.text()).contains("Waiting " + told + " ·");
  }

  @Test
  void the_same_state_gives_the_same_card() {
    assertThat(card(Owner.QUEUED, "D-1042", "x")).isEqualTo(card(Owner.QUEUED, "D-1042", "x"));
  }

  @Test
  void a_picture_without_words_is_told_as_such() {
    assertThat(card(Owner.QUEUED, "D-1042", " \u200b ").text()).endsWith("image, no words");
  }

  @Test
  void neither_name_nor_number_nor_handle_reaches_slack() {
    var card = card(Owner.QUEUED, "D-1042", "call 98765 43210 or asha@canary.example");
    assertThat(card.text() + card.blocks())
        .doesNotContain(NAME, "Canary", "canary", PHONE, "98765", "43210", KEY.value());
  }

  @Test
  void the_excerpt_keeps_its_script_and_its_limit() {
    assertThat(card(Owner.QUEUED, "D-1042", "मेरा भुगतान नहीं आया").text())
        .endsWith("मेरा भुगतान नहीं आया");
    var text = card(Owner.QUEUED, "D-1042", "नहीं ".repeat(500)).text();
    var quoted = text.substring(text.lastIndexOf(" · ") + 3);
    assertThat(quoted.codePointCount(0, quoted.length())).isLessThanOrEqualTo(300);
  }

  @Test
  void every_card_keeps_slacks_limits() throws Exception {
    for (var seed = 0; seed < 1_000; seed++) {
      var card = cardSaying(new Samples(seed).text().repeat(50));
      assertThat(card.text().length()).isLessThan(4_000);
      var blocks = Json.read(card.blocks());
      assertThat(blocks.get(0).get("text").get("text").textValue().length()).isBetween(1, 150);
      for (var part : blocks.get(1).get("elements")) {
        for (var element : part.get("elements")) {
          assertThat(element.path("text").asText("date").length()).isBetween(1, 3_000);
        }
      }
    }
  }
}
