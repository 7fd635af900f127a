package dragoman.local.demo;

import dragoman.local.installation.Accounts;
import dragoman.local.installation.Installation;
import dragoman.local.installation.Pipeline;
import dragoman.local.installation.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The main job, set-up included: starts the pipeline, plays the scenario, says what became of each
 * webhook.
 *
 * @param stack names what is made; new each time where the services outlive the demo, which would
 *     else find its webhooks answered already
 * @param endpoint AWS services to use; the embedded ones if empty
 */
public record Demo(
    Path template,
    Path policy,
    Path events,
    String stack,
    Optional<URI> endpoint,
    Pipeline pipeline,
    PrintStream out) {

  /**
   * @return whether every webhook ended where its step expects
   */
  public boolean run(boolean json) throws IOException, InterruptedException {
    var scenario = Scenario.read(events.resolve("demo.yaml"));
    var accounts = Accounts.shipped().file();
    System.err.println(
        "dragoman: starting the pipeline on "
            + endpoint.map(it -> "the AWS services at " + it).orElse("embedded AWS services")
            + " ...");
    var settings =
        new Settings(
            template,
            policy,
            0,
            stack,
            endpoint,
            Optional.of(accounts),
            Optional.of(events.resolve("contacts.yaml")),
            Duration.ZERO,
            Map.of());
    try (var installation = Installation.start(settings, pipeline)) {
      var verdicts =
          play(scenario, new Player(installation.addresses(), new Signer(accounts)), json);
      if (!json) {
        out.println(new Report(stack).table(verdicts));
        out.println(Report.summary(verdicts));
        out.println(
            "Keep it running and look at it: ./dragoman local, then http://127.0.0.1:8080/local");
      }
      return verdicts.stream().allMatch(Verdict::right);
    }
  }

  private List<Verdict> play(Scenario scenario, Player player, boolean json)
      throws IOException, InterruptedException {
    var verdicts = new ArrayList<Verdict>();
    for (var step : scenario.steps()) {
      System.err.println(
          "dragoman: %d/%d %s"
              .formatted(verdicts.size() + 1, scenario.steps().size(), step.title()));
      var verdict = Verdict.of(player.play(step));
      verdicts.add(verdict);
      if (json) {
        out.println(Report.json(verdict));
        out.flush();
      }
    }
    return verdicts;
  }
}
