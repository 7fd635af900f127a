package dragoman.proof.fuzzing;

import dragoman.channel.Channels;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that reads what somebody else wrote. A channel that joins {@link Channels} is fuzzed
 * without another line.
 */
public final class Targets {
  private Targets() {}

  public static List<Target> of(Material material) {
    var traces = Traces.of(material);
    var targets = new ArrayList<Target>();
    for (var channel : Channels.all()) {
      targets.addAll(Webhooks.of(channel, material));
      targets.add(Answers.of(channel));
      targets.add(Texts.reply(channel));
    }
    targets.addAll(WireForms.of(traces));
    targets.addAll(Cards.of(traces));
    targets.addAll(Texts.of(List.copyOf(material.webhooks().values())));
    targets.add(Answers.slack());
    targets.add(Policies.target());
    return List.copyOf(targets);
  }
}
