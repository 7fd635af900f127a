package dragoman.conversation;

import static dragoman.conversation.Action.ANSWER;
import static dragoman.conversation.Action.FOLLOW_UP;
import static dragoman.conversation.Action.GREET;
import static dragoman.conversation.Action.HAND_OVER;
import static dragoman.conversation.Action.IGNORE;
import static dragoman.conversation.Action.NOTE;
import static dragoman.conversation.Action.PARK;

import dragoman.message.Content;
import dragoman.message.InboundMessage;
import dragoman.message.Profile;
import dragoman.message.ReplyEnded;
import dragoman.policy.Guide.Article;
import dragoman.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a conversation: what follows from an event. Pure: the same situation always gives
 * the same turn.
 */
public final class Deciding {
  private Deciding() {}

  /** A person wrote. */
  public static Turn onMessage(Situation situation, Policy policy) {
    var opened = Opening.of(situation, policy);
    var reasons = new ArrayList<String>();
    if (situation.split()) {
      reasons.add("the person's ids lead to two conversations; the most lasting id decides");
    }
    var asked = Consenting.asked(situation, policy);
    if (asked.isPresent()) {
      reasons.add(asked.get().reason());
      return Consenting.obey(situation, opened, asked.get(), reasons, policy);
    }
    var verdict = verdict(situation.message(), situation, opened.owner(), policy);
    reasons.addAll(verdict.reasons());
    return Closing.close(situation, opened, verdict.action(), verdict.article(), reasons, policy);
  }

  /** A reply of ours did not arrive, or nobody knows: a person takes over. */
  public static Turn onReplyEnded(
      Conversation before,
      ReplyEnded event,
      Optional<Instant> optedOut,
      Policy policy,
      Instant now) {
    return Closing.handBack(before, event, optedOut, policy, now);
  }

  /** The rules themselves failed on this message: a person takes it, whatever it is. */
  public static Turn stumbled(Situation situation, String error, Policy policy) {
    return Closing.close(
        situation,
        Opening.of(situation, policy),
        HAND_OVER,
        Optional.empty(),
        List.of("the bot failed on this message: " + error),
        policy);
  }

  /** The event is set aside without effect for the person: it is too old to be answered. */
  public static Turn parked(Situation situation, String reason, Policy policy) {
    if (Consenting.asked(situation, policy).isPresent()) {
      return onMessage(situation, policy); // No STOP is too old to be obeyed.
    }
    var opened = Opening.of(situation, policy);
    return Closing.close(situation, opened, PARK, Optional.empty(), List.of(reason), policy);
  }

  private record Verdict(Action action, Optional<Article> article, List<String> reasons) {}

  private static Verdict verdict(
      InboundMessage message, Situation situation, Owner owner, Policy policy) {
    if (message.inGroupChat()) {
      return new Verdict(IGNORE, Optional.empty(), List.of("a group chat is not answered"));
    }
    return switch (message.content()) {
      case Content.Reaction _ -> note("a reaction asks for nothing");
      case Content.Deleted _ -> note("the person took a message back");
      case Content.Notice _ -> note("the channel's notice, nobody's words");
      case Content.Media(var media, _, _, _, _, _, _) when media == Content.MediaKind.STICKER ->
          note("a sticker asks for nothing");
      case Content.Media media -> person(owner, "only a person can take this in: " + media.kind());
      case Content.Location _ -> person(owner, "only a person can take this in: location");
      case Content.Contacts _ -> person(owner, "only a person can take this in: contacts");
      case Content.Unsupported _ -> person(owner, "a kind of message the bot cannot read");
      case Content.Edited(var now, _) when now.words().isEmpty() -> note("an edit without words");
      case Content.Text _, Content.Tap _, Content.Edited _ -> words(situation, owner, policy);
    };
  }

  private static Verdict words(Situation situation, Owner owner, Policy policy) {
    if (owner == Owner.HUMAN) {
      return person(owner, "a person has this conversation, the bot is silent");
    }
    if (situation.optedOut().isPresent()) {
      return person(owner, "the person opted out, the bot is silent");
    }
    var article = situation.understood().intent().flatMap(policy.guide()::article);
    if (article.isEmpty()) {
      return person(owner, "not sure enough what is wanted");
    }
    var known = article.get();
    return switch (known.kind()) {
      case ANSWER -> answer(situation, known);
      case COURTESY ->
          owner == Owner.BOT
              ? new Verdict(GREET, article, List.of("a courtesy: " + known.intent()))
              : person(owner, "a courtesy while the team has the dialogue");
      case NOTED -> note("a courtesy that asks for nothing: " + known.intent());
      case HUMAN -> person(owner, "a person's work by policy: " + known.intent());
    };
  }

  private static Verdict answer(Situation situation, Article article) {
    var repeated =
        situation.message().content() instanceof Content.Edited
            && situation
                .before()
                .flatMap(Conversation::lastAnswer)
                .filter(article.intent()::equals)
                .isPresent();
    return repeated
        ? note("an edit of a question that has been answered: " + article.intent())
        : new Verdict(
            ANSWER, Optional.of(article), List.of("a known question: " + article.intent()));
  }

  private static Verdict note(String reason) {
    return new Verdict(NOTE, Optional.empty(), List.of(reason));
  }

  private static Verdict person(Owner owner, String reason) {
    return new Verdict(
        owner == Owner.BOT || owner == Owner.CLOSED ? HAND_OVER : FOLLOW_UP,
        Optional.empty(),
        List.of(reason));
  }

  /** The profile's own word, else what the conversation learnt before. */
  static Profile joined(Profile fresh, Optional<Profile> known) {
    var old = known.orElse(Profile.UNKNOWN);
    return new Profile(
        fresh.name().or(old::name),
        fresh.workspace().or(old::workspace),
        fresh.genre().or(old::genre),
        fresh.language().or(old::language),
        fresh.tier().or(old::tier));
  }
}
