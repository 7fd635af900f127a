package dragoman.conversation;

import dragoman.message.Consent;
import dragoman.message.Understanding;
import java.util.List;
import java.util.Optional;

/**
 * What was decided about one event, and why: recorded once and never recomputed.
 *
 * @param team whose work it is, if anybody's
 * @param article the guide article it was answered with
 * @param reasons in plain words, without the person's text; what was understood has its own
 * @param policy the hash of the policy it was decided under
 * @param late whether an older message arrived after a newer one
 * @param heeds whether its replies are sent only while the person has not opted out
 * @param consent what the event changes of the person's consent
 * @param effects numbered by their place in this list; of their replies the first alone holds the
 *     message's handle, which is good for one
 */
public record Decision(
    Action action,
    Understanding understood,
    String workspace,
    Optional<String> team,
    Optional<String> article,
    List<String> reasons,
    String policy,
    boolean late,
    boolean heeds,
    Optional<Consent> consent,
    List<Effect> effects) {
  public Decision {
    reasons = List.copyOf(reasons);
    effects = oneHandle(effects);
  }

  private static List<Effect> oneHandle(List<Effect> effects) {
    var first =
        effects.stream().filter(it -> it instanceof Effect.Answering).findFirst().orElse(null);
    return effects.stream().map(it -> it == first ? it : it.withoutHandle()).toList();
  }

  Decision with(List<Effect> effects) {
    return new Decision(
        action,
        understood,
        workspace,
        team,
        article,
        reasons,
        policy,
        late,
        heeds,
        consent,
        effects);
  }
}
