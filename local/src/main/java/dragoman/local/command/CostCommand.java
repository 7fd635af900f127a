package dragoman.local.command;

import dragoman.local.cost.Counts;
import dragoman.local.cost.Estimate;
import dragoman.local.cost.EstimateJson;
import dragoman.local.cost.EstimateText;
import dragoman.local.cost.Inputs;
import dragoman.local.cost.Installed;
import dragoman.local.cost.Prices;
import dragoman.local.cost.Traffic;
import dragoman.local.template.Place;
import dragoman.local.template.Template;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what a month in an AWS account would cost. */
@Command(
    name = "cost",
    description = "What a month of that many messages costs in an AWS account, and an idle one.",
    mixinStandardHelpOptions = true)
public final class CostCommand implements Callable<Integer> {
  private static final Pattern COUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([kM]?)");
  private static final Pattern SHARE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)%");

  private final PrintStream out;

  @Option(
      names = "--messages",
      paramLabel = "COUNT",
      defaultValue = "1M",
      description = "Messages people write in a month: 250k, 3M, 1000000 (default: 1M).")
  private String messages;

  @Option(
      names = "--answered",
      paramLabel = "SHARE",
      defaultValue = "70%",
      description = "How many of them the bot answers; the rest goes to a team (default: 70%%).")
  private String answered;

  @Option(
      names = "--escalated",
      paramLabel = "SHARE",
      defaultValue = "2%",
      description = "How many become a card in Slack as well (default: 2%%).")
  private String escalated;

  @Option(
      names = "--repeated",
      paramLabel = "SHARE",
      defaultValue = "1%",
      description = "How many the provider delivers twice (default: 1%%).")
  private String repeated;

  @Option(
      names = "--statuses",
      paramLabel = "0-3",
      defaultValue = "3",
      description =
          "Statuses the provider reports for each reply: 3 on WhatsApp, 0 on Telegram (default:"
              + " 3).")
  private int statuses;

  @Option(
      names = "--batch",
      paramLabel = "1-10",
      defaultValue = "1",
      description = "Messages a function is given at once, on average (default: 1, the dearest).")
  private String batch;

  @Option(
      names = "--secrets",
      paramLabel = "COUNT",
      description = "Secrets you keep: one for each endpoint and account, one for Slack.")
  private Integer secrets;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "us-east-1",
      description = "The prices' region (default: us-east-1, the only one that comes with it).")
  private String region;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Your own prices, in the form of local/src/main/resources/.../prices.yaml.")
  private Path prices;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the template; may be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--json", description = "Print one JSON object in place of the tables.")
  private boolean json;

  /**
   * @param out where the estimate goes
   */
  public CostCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    var traffic =
        new Traffic(
            count("--messages", messages),
            share("--answered", answered),
            share("--escalated", escalated),
            share("--repeated", repeated),
            statuses,
            count("--batch", batch));
    var table = prices == null ? Prices.shipped(region) : Prices.read(prices, region);
    var inputs = inputs();
    var estimate =
        Estimate.of(traffic, table, Counts.shipped(), inputs, installed(inputs.get("log-days")));
    out.print(
        json ? EstimateJson.of(estimate) + System.lineSeparator() : EstimateText.of(estimate));
    out.flush();
    return 0;
  }

  private Inputs inputs() {
    if (secrets == null) {
      return Inputs.shipped();
    }
    if (secrets < 0) {
      throw new IllegalArgumentException("--secrets " + secrets + ": must be 0 or more");
    }
    return Inputs.shipped().with("secrets", secrets);
  }

  private Installed installed(double logDays) {
    var place =
        new Place(region, "000000000000", "https://sqs." + region + ".amazonaws.com/000000000000/");
    return new Installed(
        Template.read(Home.find().template()).inventory(place, "dragoman", parameters), logDays);
  }

  private static double count(String option, String text) {
    var given = COUNT.matcher(text);
    if (!given.matches()) {
      throw new IllegalArgumentException(
          option + " '" + text + "': write a number as in 250k, 3M or 1000000");
    }
    var factor =
        switch (given.group(2).toLowerCase(Locale.ROOT)) {
          case "k" -> 1e3;
          case "m" -> 1e6;
          case String _ -> 1;
        };
    return new BigDecimal(given.group(1)).doubleValue() * factor;
  }

  private static double share(String option, String text) {
    var given = SHARE.matcher(text);
    if (!given.matches()) {
      throw new IllegalArgumentException(
          option + " '" + text + "': write a share as in 70% or 0.5%");
    }
    return new BigDecimal(given.group(1)).doubleValue() / 100;
  }
}
