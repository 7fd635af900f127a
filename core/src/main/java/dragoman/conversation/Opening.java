package dragoman.conversation;

import dragoman.message.Profile;
import dragoman.policy.Policy;
import java.util.Locale;
import java.util.Optional;

/**
 * The conversation as a message finds it: the dialogue it belongs to (a new one after a long
 * silence or a resolution), and what is known of the person.
 */
record Opening(Dialogue dialogue, Owner owner, Profile profile, String workspace, boolean late) {

  static Opening of(Situation situation, Policy policy) {
    var message = situation.message();
    var before = situation.before();
    var profile = Deciding.joined(situation.profile(), before.map(Conversation::profile));
    var workspace =
        profile
            .workspace()
            .filter(policy.workspaces()::containsKey)
            .orElseGet(() -> policy.workspaceOf(message.channel(), message.account()).name());
    var late = before.filter(it -> message.sequence() < it.lastSequence()).isPresent();
    return before
        .filter(it -> goesOn(it, situation, policy))
        .map(it -> new Opening(it.dialogue(), it.owner(), profile, workspace, late))
        .orElseGet(
            () ->
                new Opening(
                    new Dialogue(
                        ticket(message.key().value()),
                        situation.now(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                    Owner.BOT,
                    profile,
                    workspace,
                    late));
  }

  private static boolean goesOn(Conversation it, Situation situation, Policy policy) {
    return it.owner() != Owner.CLOSED
        && situation.now().isBefore(it.lastInboundAt().plus(policy.dialogueIdle()));
  }

  /**
   * Short enough to be read out, long enough not to repeat in one conversation's life; the same on
   * every replay.
   */
  private static String ticket(String eventKey) {
    return "D-" + eventKey.substring(0, 8).toUpperCase(Locale.ROOT);
  }
}
