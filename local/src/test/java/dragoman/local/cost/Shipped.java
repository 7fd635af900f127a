package dragoman.local.cost;

import dragoman.local.template.Place;
import dragoman.local.template.Template;
import java.nio.file.Path;
import java.util.Map;

/** The estimate that the documentation shows: everything as shipped, and the command's defaults. */
final class Shipped {
  static final Path ROOT = Path.of(System.getProperty("project.root"));

  private static final Traffic TRAFFIC = new Traffic(1e6, 0.70, 0.02, 0.01, 3, 1);

  private Shipped() {}

  static Estimate estimate() {
    var place =
        new Place("us-east-1", "000000000000", "https://sqs.us-east-1.amazonaws.com/000000000000/");
    var resources =
        Template.read(ROOT.resolve("infra/template.yaml")).inventory(place, "dragoman", Map.of());
    var inputs = Inputs.shipped();
    return Estimate.of(
        TRAFFIC,
        Prices.shipped("us-east-1"),
        Counts.shipped(),
        inputs,
        new Installed(resources, inputs.get("log-days")));
  }
}
