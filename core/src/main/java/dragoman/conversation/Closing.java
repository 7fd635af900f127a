package dragoman.conversation;

import dragoman.conversation.Effect.Answering;
import dragoman.conversation.Effect.Assigning;
import dragoman.message.Content;
import dragoman.message.EffectId;
import dragoman.message.InboundMessage;
import dragoman.message.Line;
import dragoman.message.ReplyEnded;
import dragoman.message.Task;
import dragoman.policy.Guide;
import dragoman.policy.Guide.Article;
import dragoman.policy.Policy;
import dragoman.policy.Policy.Workspace;
import dragoman.policy.RoutingTable.Routed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What follows from a verdict: the decision with its effects, and the conversation as it stands
 * after.
 */
final class Closing {
  /** How much of a conversation its next task carries along; also keeps the row small. */
  private static final int LINES = 6;

  private static final int LINE_LENGTH = 100;

  private Closing() {}

  static Turn close(
      Situation situation,
      Opening opened,
      Action action,
      Optional<Article> article,
      List<String> reasons,
      Policy policy) {
    return switch (action) {
      case ANSWER, GREET -> answer(situation, opened, action, article, reasons, policy);
      case HAND_OVER, FOLLOW_UP -> toTeam(situation, opened, action, article, reasons, policy);
      case NOTE, IGNORE, PARK -> {
        var decision =
            decision(
                situation, opened, action, Optional.empty(), article, reasons, policy, List.of());
        yield new Turn(
            decision, next(situation, opened, decision, opened.dialogue(), opened.owner()));
      }
    };
  }

  private static Turn answer(
      Situation situation,
      Opening opened,
      Action action,
      Optional<Article> article,
      List<String> reasons,
      Policy policy) {
    var drafting = new Drafting(situation, opened, policy, reasons);
    var effects =
        article
            .flatMap(
                it ->
                    Guide.localised(
                        it.says(), situation.understood().language(), policy.fallbackLanguage()))
            .map(says -> drafting.answer(says, 0))
            .stream()
            .toList();
    var decision =
        decision(situation, opened, action, Optional.empty(), article, reasons, policy, effects);
    return new Turn(decision, next(situation, opened, decision, opened.dialogue(), opened.owner()));
  }

  private static Turn toTeam(
      Situation situation,
      Opening opened,
      Action action,
      Optional<Article> article,
      List<String> reasons,
      Policy policy) {
    var opens = action == Action.HAND_OVER;
    var routed =
        route(
            opened.workspace(),
            opened.profile().genre(),
            situation.understood().language(),
            policy);
    var team = opens ? routed.team() : opened.dialogue().team().orElse(routed.team());
    var why = new ArrayList<>(reasons);
    why.add(opens ? "routed by " + routed.rule() : "the team that has the dialogue");
    var drafting = new Drafting(situation, opened, policy, why);
    var dialogue = opens ? queued(opened.dialogue(), team, situation.now()) : opened.dialogue();
    var effects = new ArrayList<Effect>();
    effects.add(drafting.task(opens ? Task.Kind.OPENED : Task.Kind.FOLLOW_UP, team, 0));
    if (opens && situation.optedOut().isEmpty()) {
      policy
          .handoverText(situation.understood().intent(), situation.understood().language())
          .map(text -> text.replace("{ticket}", dialogue.ticket()))
          .ifPresent(text -> effects.add(drafting.reply(text, Optional.empty(), effects.size())));
    }
    var escalated = drafting.escalation(dialogue, team, effects.size());
    escalated.ifPresent(effects::add);
    var decision =
        decision(situation, opened, action, Optional.of(team), article, why, policy, effects);
    return new Turn(
        decision,
        next(
            situation,
            opened,
            decision,
            worst(dialogue, escalated.map(it -> it.escalation().severity())),
            opens ? Owner.QUEUED : opened.owner()));
  }

  private static Decision decision(
      Situation situation,
      Opening opened,
      Action action,
      Optional<String> team,
      Optional<Article> article,
      List<String> reasons,
      Policy policy,
      List<Effect> effects) {
    return new Decision(
        action,
        situation.understood(),
        opened.workspace(),
        team,
        article.map(Article::intent),
        reasons,
        policy.hash(),
        opened.late(),
        situation.heeding() != Heeding.NOBODY,
        Optional.empty(),
        effects);
  }

  static Turn handBack(
      Conversation before,
      ReplyEnded event,
      Optional<Instant> optedOut,
      Policy policy,
      Instant now) {
    var reason =
        (event.unknown() ? "nobody knows whether a reply arrived: " : "a reply did not arrive: ")
            + event.reason();
    var known = before.dialogue().team();
    var team =
        known.orElseGet(
            () ->
                route(before.workspace(), before.profile().genre(), before.language(), policy)
                    .team());
    var kind = before.owner() == Owner.BOT ? Task.Kind.OPENED : Task.Kind.FOLLOW_UP;
    var task =
        new Task(
            EffectId.of(event.key(), "task", 0),
            kind,
            before.dialogue().ticket(),
            before.key(),
            before.workspace(),
            team,
            before.profile().genre(),
            before.understood(),
            List.of(reason),
            policy.hash(),
            before.channel(),
            before.endpoint(),
            before.account(),
            before.ids().getFirst(),
            before.profile().name(),
            before.profile().tier(),
            new Content.Notice(
                "reply " + (event.unknown() ? "unknown" : "failed"), Optional.of(event.reason())),
            event.effect().toString(),
            before.recent(),
            before.chat(),
            Optional.empty(),
            now,
            false,
            optedOut);
    var decision =
        new Decision(
            kind == Task.Kind.OPENED ? Action.HAND_OVER : Action.FOLLOW_UP,
            before.understood(),
            before.workspace(),
            Optional.of(team),
            Optional.empty(),
            List.of(reason),
            policy.hash(),
            false,
            false,
            Optional.empty(),
            List.of(new Assigning(task)));
    var owner = before.owner() == Owner.HUMAN ? Owner.HUMAN : Owner.QUEUED;
    var dialogue = queued(before.dialogue(), team, now);
    return new Turn(decision, before.handedTo(owner, dialogue, List.of(reason)));
  }

  private static Routed route(
      String workspace, Optional<String> genre, Optional<String> language, Policy policy) {
    // A conversation may outlive its workspace: then the policy's default team takes it.
    var home = Optional.ofNullable(policy.workspaces().get(workspace));
    var known = genre.or(() -> home.flatMap(Workspace::defaultGenre));
    return policy.teamFor(workspace, known, language);
  }

  private static Dialogue queued(Dialogue dialogue, String team, Instant now) {
    return new Dialogue(
        dialogue.ticket(),
        dialogue.openedAt(),
        Optional.of(team),
        dialogue.queuedAt().or(() -> Optional.of(now)),
        dialogue.severity());
  }

  private static Dialogue worst(Dialogue dialogue, Optional<String> severity) {
    return new Dialogue(
        dialogue.ticket(),
        dialogue.openedAt(),
        dialogue.team(),
        dialogue.queuedAt(),
        severity.or(dialogue::severity));
  }

  private static Line line(InboundMessage message) {
    return new Line(
        message.at(),
        Line.Author.CONTACT,
        message.content().kind(),
        cut(message.words().orElse("")));
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LINE_LENGTH
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LINE_LENGTH)) + "…";
  }

  static Conversation next(
      Situation situation, Opening opened, Decision decision, Dialogue dialogue, Owner owner) {
    var message = situation.message();
    var before = situation.before();
    // What arrives behind a newer message is answered where it came from, and moves nothing else.
    var newer = before.filter(_ -> opened.late());
    var lines = new ArrayList<>(before.map(Conversation::recent).orElse(List.of()));
    lines.add(line(message));
    var lastReply = before.flatMap(Conversation::lastReply);
    for (var effect : decision.effects()) {
      if (effect instanceof Answering(var reply, _, _)) {
        lastReply = Optional.of(reply.ref());
        lines.add(new Line(situation.now(), Line.Author.BOT, "text", cut(reply.text())));
      }
    }
    return new Conversation(
        situation.key(),
        before.map(Conversation::version).orElse(0L) + 1,
        message.channel(),
        newer.map(Conversation::endpoint).orElse(message.endpoint()),
        message.account(),
        newer.map(Conversation::chat).orElse(message.chat()),
        newer.isPresent()
            ? joined(newer.get().ids(), message.conversationIds())
            : joined(message.conversationIds(), before.map(Conversation::ids).orElse(List.of())),
        opened.profile(),
        opened.workspace(),
        newer
            .flatMap(Conversation::language)
            .or(() -> decision.understood().language())
            .or(() -> before.flatMap(Conversation::language)),
        owner,
        dialogue,
        decision.understood(),
        decision.reasons(),
        Math.max(message.sequence(), before.map(Conversation::lastSequence).orElse(Long.MIN_VALUE)),
        before
            .map(Conversation::lastInboundAt)
            .filter(situation.now()::isBefore)
            .orElse(situation.now()),
        lastReply,
        decision.action() == Action.ANSWER
            ? decision.article()
            : before.flatMap(Conversation::lastAnswer),
        List.copyOf(lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
  }

  /** Ids only ever join: each one that once led here goes on leading here. */
  private static List<String> joined(List<String> first, List<String> others) {
    var ids = new LinkedHashSet<>(first);
    ids.addAll(others);
    return List.copyOf(ids);
  }
}
