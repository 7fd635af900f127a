package dragoman.conversation;

import dragoman.conversation.Effect.Answering;
import dragoman.conversation.Effect.Assigning;
import dragoman.conversation.Effect.Escalating;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.Escalation;
import dragoman.message.Masking;
import dragoman.message.Reply;
import dragoman.message.Task;
import dragoman.policy.Guide;
import dragoman.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the effects of a decision about a message, each with the identity that its number gives
 * it.
 *
 * @param reasons why it was decided so
 */
record Drafting(Situation situation, Opening opened, Policy policy, List<String> reasons) {
  private static final int EXCERPT_LENGTH = 200;

  Effect answer(Guide.Says says, int number) {
    return reply(
        says.text(),
        says.link().map(url -> new Reply.Link(says.label().orElse(url.getHost()), url)),
        number);
  }

  Effect reply(String text, Optional<Reply.Link> link, int number) {
    var message = situation.message();
    var reply =
        new Reply(
            EffectId.of(message.key(), "reply", number),
            new EffectRef(situation.key(), message.key(), number),
            message.channel(),
            message.endpoint(),
            message.account(),
            message.chat(),
            text,
            link,
            message.handle());
    return new Answering(
        reply, situation.replyBefore(), situation.before().flatMap(Conversation::lastReply));
  }

  Effect task(Task.Kind kind, String team, int number) {
    var message = situation.message();
    var profile = opened.profile();
    return new Assigning(
        new Task(
            EffectId.of(message.key(), "task", number),
            kind,
            opened.dialogue().ticket(),
            situation.key(),
            opened.workspace(),
            team,
            profile.genre(),
            situation.understood(),
            reasons,
            policy.hash(),
            message.channel(),
            message.endpoint(),
            message.account(),
            message.sender().id(),
            profile.name().or(message.sender()::name),
            profile.tier(),
            message.content(),
            message.externalId(),
            situation.before().map(Conversation::recent).orElse(List.of()),
            message.chat(),
            situation.replyBefore(),
            message.at(),
            opened.late(),
            situation.optedOut()));
  }

  /**
   * One card a dialogue: a follow-up escalates only when it is worse than what the manager has been
   * told.
   */
  Optional<Escalating> escalation(Dialogue dialogue, String team, int number) {
    var message = situation.message();
    var profile = opened.profile();
    return policy.escalations().stream()
        .filter(
            rule ->
                matches(rule.intents(), situation.understood().intent())
                    && matches(rule.workspaces(), Optional.of(opened.workspace()))
                    && matches(rule.tiers(), profile.tier()))
        .findFirst()
        .filter(
            rule -> dialogue.severity().filter(it -> it.compareTo(rule.severity()) <= 0).isEmpty())
        .map(
            rule ->
                new Escalating(
                    new Escalation(
                        EffectId.of(message.key(), "escalation", number),
                        new EffectRef(situation.key(), message.key(), number),
                        dialogue.ticket(),
                        opened.workspace(),
                        team,
                        rule.severity(),
                        rule.name(),
                        situation.understood().language(),
                        profile.genre(),
                        message.channel(),
                        Masking.excerpt(
                            message.words().orElse(message.content().kind()), EXCERPT_LENGTH),
                        situation.now())));
  }

  private static boolean matches(Set<String> wanted, Optional<String> value) {
    return wanted.isEmpty() || value.filter(wanted::contains).isPresent();
  }
}
