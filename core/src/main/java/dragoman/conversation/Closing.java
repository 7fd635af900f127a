package dragoman.conversation;

import dragoman.conversation.Effect.Answering;
import dragoman.conversation.Effect.Assigning;
import dragoman.conversation.Effect.Escalating;
import dragoman.message.Content;
import dragoman.message.EffectId;
import dragoman.message.EffectRef;
import dragoman.message.Escalation;
import dragoman.message.EventKey;
import dragoman.message.InboundMessage;
import dragoman.message.Line;
import dragoman.message.Masking;
import dragoman.message.Reply;
import dragoman.message.ReplyEnded;
import dragoman.message.Task;
import dragoman.policy.Guide;
import dragoman.policy.Guide.Article;
import dragoman.policy.Policy;
import dragoman.policy.RoutingTable.Routed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows from a verdict: the effects the outside will see, and the conversation as it stands
 * after.
 */
final class Closing {
  /**
   * How much of a conversation its next task carries along; also keeps the row near one write unit.
   */
  private static final int LINES = 6;

  private static final int LINE_LENGTH = 100;
  private static final int EXCERPT_LENGTH = 200;

  private Closing() {}

  static Turn close(
      Situation situation,
      Opening opened,
      Action action,
      Optional<Article> article,
      List<String> reasons,
      Policy policy) {
    var message = situation.message();
    var said = line(message);
    var routed = routed(opened, situation, policy);
    var work =
        new Work(
            situation.key(),
            message.key(),
            opened,
            routed,
            List.copyOf(reasons),
            policy,
            situation.now());
    var effects = new ArrayList<Effect>();
    var dialogue = opened.dialogue();
    var owner = opened.owner();
    switch (action) {
      case ANSWER, GREET ->
          says(article.orElseThrow(), situation, policy)
              .ifPresent(it -> effects.add(reply(situation, effects.size(), it.text(), link(it))));
      case HAND_OVER -> {
        effects.add(task(work, situation, Task.Kind.OPENED, routed.team(), effects.size()));
        policy
            .handoverText(situation.understood().intent(), situation.understood().language())
            .map(text -> text.replace("{ticket}", opened.dialogue().ticket()))
            .ifPresent(
                text -> effects.add(reply(situation, effects.size(), text, Optional.empty())));
        dialogue = queued(dialogue, routed.team(), situation.now());
        owner = Owner.QUEUED;
      }
      case FOLLOW_UP ->
          effects.add(
              task(
                  work,
                  situation,
                  Task.Kind.FOLLOW_UP,
                  dialogue.team().orElse(routed.team()),
                  effects.size()));
      case NOTE, IGNORE, PARK -> {}
    }
    if (action == Action.HAND_OVER || action == Action.FOLLOW_UP) {
      var escalated = escalation(work, situation, dialogue, effects.size());
      escalated.ifPresent(effects::add);
      dialogue = worst(dialogue, escalated.map(it -> it.escalation().severity()));
    }
    var decision =
        new Decision(
            action,
            situation.understood(),
            opened.workspace(),
            action == Action.HAND_OVER || action == Action.FOLLOW_UP
                ? dialogue.team()
                : Optional.empty(),
            article.map(Article::intent),
            work.reasons(),
            policy.hash(),
            opened.late(),
            effects);
    return new Turn(decision, next(situation, opened, decision, dialogue, owner, said));
  }

  static Turn handBack(Conversation before, ReplyEnded event, Policy policy, Instant now) {
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
            false);
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
            List.of(new Assigning(task)));
    var owner = before.owner() == Owner.HUMAN ? Owner.HUMAN : Owner.QUEUED;
    var dialogue = queued(before.dialogue(), team, now);
    return new Turn(decision, before.handedTo(owner, dialogue, List.of(reason)));
  }

  /** What the parts of one decision have in common. */
  private record Work(
      dragoman.message.ConversationKey key,
      EventKey event,
      Opening opened,
      Routed routed,
      List<String> reasons,
      Policy policy,
      Instant now) {
    Work {
      var all = new ArrayList<>(reasons);
      all.add("routed by " + routed.rule());
      reasons = List.copyOf(all);
    }
  }

  private static Routed routed(Opening opened, Situation situation, Policy policy) {
    return route(
        opened.workspace(), opened.profile().genre(), situation.understood().language(), policy);
  }

  private static Routed route(
      String workspaceName, Optional<String> genre, Optional<String> language, Policy policy) {
    var home = policy.workspaces().get(workspaceName);
    return policy.teamFor(workspaceName, genre.or(home::defaultGenre), language);
  }

  private static Optional<Guide.Says> says(Article article, Situation situation, Policy policy) {
    return Guide.localised(
        article.says(), situation.understood().language(), policy.fallbackLanguage());
  }

  private static Optional<Reply.Link> link(Guide.Says says) {
    return says.link().map(url -> new Reply.Link(says.label().orElse(url.getHost()), url));
  }

  private static Effect reply(
      Situation situation, int number, String text, Optional<Reply.Link> link) {
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
            link);
    return new Answering(
        reply, situation.replyBefore(), situation.before().flatMap(Conversation::lastReply));
  }

  private static Effect task(
      Work work, Situation situation, Task.Kind kind, String team, int number) {
    var message = situation.message();
    var profile = work.opened().profile();
    return new Assigning(
        new Task(
            EffectId.of(message.key(), "task", number),
            kind,
            work.opened().dialogue().ticket(),
            situation.key(),
            work.opened().workspace(),
            team,
            profile.genre(),
            situation.understood(),
            work.reasons(),
            work.policy().hash(),
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
            work.opened().late()));
  }

  /**
   * One card a dialogue: a follow-up escalates only when it is worse than what the manager has been
   * told.
   */
  private static Optional<Escalating> escalation(
      Work work, Situation situation, Dialogue dialogue, int number) {
    var profile = work.opened().profile();
    return work.policy().escalations().stream()
        .filter(
            rule ->
                matches(rule.intents(), situation.understood().intent())
                    && matches(rule.workspaces(), Optional.of(work.opened().workspace()))
                    && matches(rule.tiers(), profile.tier()))
        .findFirst()
        .filter(
            rule -> dialogue.severity().filter(it -> it.compareTo(rule.severity()) <= 0).isEmpty())
        .map(
            rule ->
                new Escalating(
                    new Escalation(
                        EffectId.of(work.event(), "escalation", number),
                        new EffectRef(work.key(), work.event(), number),
                        dialogue.ticket(),
                        work.opened().workspace(),
                        dialogue.team().orElse(work.routed().team()),
                        rule.severity(),
                        rule.name(),
                        situation.understood().language(),
                        profile.genre(),
                        situation.message().channel(),
                        Masking.excerpt(
                            situation
                                .message()
                                .words()
                                .orElse(situation.message().content().kind()),
                            EXCERPT_LENGTH),
                        situation.now())));
  }

  private static boolean matches(java.util.Set<String> wanted, Optional<String> value) {
    return wanted.isEmpty() || value.filter(wanted::contains).isPresent();
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

  private static Conversation next(
      Situation situation,
      Opening opened,
      Decision decision,
      Dialogue dialogue,
      Owner owner,
      Line said) {
    var message = situation.message();
    var before = situation.before();
    var lines = new ArrayList<>(before.map(Conversation::recent).orElse(List.of()));
    lines.add(said);
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
        message.endpoint(),
        message.account(),
        message.chat(),
        ids(before, message),
        opened.profile(),
        opened.workspace(),
        decision.understood().language().or(() -> before.flatMap(Conversation::language)),
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
  private static List<String> ids(Optional<Conversation> before, InboundMessage message) {
    var ids = new java.util.LinkedHashSet<>(message.conversationIds());
    before.map(Conversation::ids).ifPresent(ids::addAll);
    return List.copyOf(ids);
  }
}
