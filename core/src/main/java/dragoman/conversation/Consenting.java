package dragoman.conversation;

import dragoman.message.Consent;
import dragoman.message.Content;
import dragoman.message.InboundMessage;
import dragoman.message.Task;
import dragoman.policy.ConsentWords.Heard;
import dragoman.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * STOP, START and HELP, which are heard before anything else is asked of a message. Pure, as all of
 * {@link Deciding}.
 */
final class Consenting {
  private Consenting() {}

  /**
   * What a word asks for.
   *
   * @param changes empty where the word changes nothing: HELP, a STOP after another, or one that is
   *     older than what the person said last
   * @param answer what we say to it; nothing where the provider does
   */
  record Asked(Heard heard, Optional<Consent> changes, Optional<String> answer) {

    /** The same situation, as it stands once the word is obeyed. */
    Situation in(Situation it) {
      return new Situation(
          it.key(),
          it.before(),
          it.split(),
          it.message(),
          it.profile(),
          it.understood(),
          it.replyBefore(),
          it.heeding(),
          changes.or(it::consent),
          it.now());
    }

    String reason() {
      return "the word on consent " + heard.word() + (changes.isPresent() ? "" : ", no news");
    }
  }

  /** The word that the message is, where such words count. */
  static Optional<Asked> asked(Situation situation, Policy policy) {
    return situation.heeding() == Heeding.NOBODY
        ? Optional.empty()
        : said(situation.message())
            .flatMap(policy.consent()::heard)
            .flatMap(it -> asked(it, situation, policy));
  }

  /**
   * A word on consent was said: it is recorded and answered, once; the team that has the dialogue
   * is told.
   */
  static Turn obey(
      Situation situation, Opening opened, Asked asked, List<String> reasons, Policy policy) {
    var team = opened.owner() == Owner.BOT ? Optional.<String>empty() : opened.dialogue().team();
    var drafting = new Drafting(asked.in(situation), opened, policy, reasons);
    var effects = new ArrayList<Effect>();
    team.ifPresent(it -> effects.add(drafting.task(Task.Kind.FOLLOW_UP, it, 0)));
    asked
        .answer()
        .ifPresent(it -> effects.add(drafting.reply(it, Optional.empty(), effects.size())));
    var action =
        team.isPresent()
            ? Action.FOLLOW_UP
            : asked.answer().isPresent() ? Action.GREET : Action.NOTE;
    var decision =
        new Decision(
            action,
            situation.understood(),
            opened.workspace(),
            team,
            Optional.empty(),
            reasons,
            policy.hash(),
            opened.late(),
            false,
            asked.changes(),
            effects);
    return new Turn(
        decision, Closing.next(situation, opened, decision, opened.dialogue(), opened.owner()));
  }

  private static Optional<Asked> asked(Heard heard, Situation situation, Policy policy) {
    var out = situation.optedOut().isPresent();
    return switch (heard.kind()) {
      case STOP -> Optional.of(changed(heard, false, out, situation, policy));
      // Whoever is served says YES for many reasons.
      case START ->
          out ? Optional.of(changed(heard, true, false, situation, policy)) : Optional.empty();
      case HELP -> Optional.of(new Asked(heard, Optional.empty(), text(heard, situation, policy)));
    };
  }

  private static Asked changed(
      Heard heard, boolean given, boolean already, Situation situation, Policy policy) {
    var at = situation.message().at();
    var older = situation.consent().filter(it -> at.isBefore(it.at())).isPresent();
    return already || older
        ? new Asked(heard, Optional.empty(), Optional.empty())
        : new Asked(
            heard,
            Optional.of(new Consent(given, heard.word(), at)),
            text(heard, situation, policy));
  }

  private static Optional<String> text(Heard heard, Situation situation, Policy policy) {
    return switch (situation.heeding()) {
      case NOBODY, PROVIDER_CONFIRMS -> Optional.empty();
      case WE_CONFIRM -> policy.consentText(heard.kind(), situation.understood().language());
    };
  }

  private static Optional<String> said(InboundMessage message) {
    return switch (message.content()) {
      case Content.Text(var text) when !message.inGroupChat() -> Optional.of(text);
      case Content.Tap(var title, _, _) when !message.inGroupChat() -> Optional.of(title);
      case Content.Text _,
          Content.Tap _,
          Content.Media _,
          Content.Location _,
          Content.Contacts _,
          Content.Reaction _,
          Content.Edited _,
          Content.Deleted _,
          Content.Notice _,
          Content.Unsupported _ ->
          Optional.empty();
    };
  }
}
