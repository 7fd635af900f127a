package dragoman.local.cost;

import dragoman.local.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the template says that changes what a message costs. */
public final class Installed {
  private final List<Resource> resources;
  private final double logDays;

  /**
   * @param logDays how long logs are kept where no log group says so
   */
  public Installed(List<Resource> resources, double logDays) {
    this.resources = List.copyOf(resources);
    this.logDays =
        resources.stream()
            .filter(it -> it.type().equals("AWS::Logs::LogGroup"))
            .map(it -> number(it.properties().get("RetentionInDays")))
            .flatMap(Optional::stream)
            .max(Double::compare)
            .orElse(logDays);
  }

  List<Resource> resources() {
    return resources;
  }

  double logDays() {
    return logDays;
  }

  boolean recovery() {
    return resources.stream()
        .filter(it -> it.type().equals("AWS::DynamoDB::Table"))
        .map(it -> it.properties().get("PointInTimeRecoverySpecification"))
        .anyMatch(
            it ->
                it instanceof Map<?, ?> map
                    && "true".equals(map.get("PointInTimeRecoveryEnabled")));
  }

  /** The function's memory; AWS's default is 128 MB. */
  double gigabytes(String function) {
    return number(function(function).properties().get("MemorySize")).orElse(128.0) / 1024;
  }

  /** The price of compute: that of Arm only if every function runs on it. */
  String compute() {
    return resources.stream()
            .filter(it -> it.type().equals("AWS::Serverless::Function"))
            .allMatch(it -> List.of("arm64").equals(it.properties().get("Architectures")))
        ? "lambda-arm64"
        : "lambda-x86";
  }

  private Resource function(String id) {
    return resources.stream()
        .filter(it -> it.type().equals("AWS::Serverless::Function") && it.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the template has no function '" + id + "'"));
  }

  static Optional<Double> number(Object value) {
    try {
      return Optional.ofNullable(value).map(String::valueOf).map(Double::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
