package dragoman.local.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaiveTest {
  private static final Prices PRICES = Prices.shipped("us-east-1");
  private static final Offset<Double> CENT = Offset.offset(0.01);

  /** The model's own lines: a price that drifts, or a quantity, shows here. */
  @Test
  void the_naive_design_costs_what_its_model_says() {
    var bill =
        Bill.of(Naive.shipped().message().stream().map(it -> it.times(1e6)).toList(), PRICES);
    Map.of(
            "API Gateway", 1.00,
            "Lambda", 0.40 + 0.92 + 0.83,
            "DynamoDB", 3.125 + 0.25,
            "SQS", 1.50,
            "CloudWatch", 1.50)
        .forEach((service, dollars) -> assertThat(bill.dollars(service)).isCloseTo(dollars, CENT));
    assertThat(bill.dollars()).isCloseTo(9.52, CENT);
  }

  /**
   * The goal was 0.40 of the naive design. It is not reached, and docs/cost.md says why it cannot
   * be while a transaction keeps the promises that the naive design does not make. What is held
   * here is that it gets no worse.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          received, deduplicated, stored, queued |  1 | 0.91
          the same, and answered                 |  1 | 0.81
          received, deduplicated, stored, queued | 10 | 0.79
          the same, and answered                 | 10 | 0.69
          """)
  void ours_costs_no_more_of_the_naive_design_than_the_documentation_says(
      String work, double batch, double ratio) {
    assertThat(Shipped.estimate().comparisons())
        .filteredOn(it -> it.work().equals(work) && it.batch() == batch)
        .singleElement()
        .satisfies(it -> assertThat(it.ratio()).isLessThanOrEqualTo(ratio));
  }

  @Test
  void of_the_same_work_ours_spends_most_on_the_table() {
    var ours = Shipped.estimate().comparisons().getFirst().ours();
    assertThat(ours.lines().stream().map(it -> it.price().service()).distinct())
        .contains("SQS", "Lambda", "API Gateway")
        .allSatisfy(
            it -> assertThat(ours.dollars(it)).isLessThanOrEqualTo(ours.dollars("DynamoDB")));
  }
}
