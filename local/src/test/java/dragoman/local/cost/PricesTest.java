package dragoman.local.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dragoman.local.cost.Price.Evidence;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
  private static final String GOOD =
      "{name: sqs-fifo, service: SQS, unit: 1M requests, per: 1000000, dollars: 0.50, region:"
          + " us-east-1, evidence: secondary, dated: 2026-06-13, source:"
          + " https://aws.amazon.com/sqs/}";

  private static Prices prices(String... entries) {
    var text = "prices:\n  - " + String.join("\n  - ", entries) + "\n";
    return Prices.of(Document.read("mine.yaml", text), "us-east-1");
  }

  @Test
  void a_price_has_a_unit_a_region_a_source_and_a_date() {
    var price = prices(GOOD).named("sqs-fifo");
    assertThat(price.unit()).isEqualTo("1M requests");
    assertThat(price.dated()).isEqualTo(LocalDate.of(2026, 6, 13));
    assertThat(price.evidence()).isEqualTo(Evidence.SECONDARY);
    assertThat(price.of(3_000_000)).isEqualTo(1.50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          unit: 1M requests,    |                       | has no 'unit'; write it as in '1M requests'
          dated: 2026-06-13     | dated: last June      | 'last June', which is no date
          dated: 2026-06-13,    |                       | has no 'dated'
          dollars: 0.50         | dollars: -0.50        | '-0.5', which is no amount of zero or more
          dollars: 0.50         | dollars: half         | 'half', which is no amount
          per: 1000000          | per: 0                | has the per '0'
          evidence: secondary   | evidence: hearsay     | has the evidence 'hearsay'; there is aws, price-list, secondary
          unit: 1M requests     | unit: 10,000 requests | has a field '000 requests' that nobody reads
          """)
  void what_is_wrong_with_a_price_is_said_with_its_name(
      String part, String instead, String complaint) {
    var wrong = GOOD.replace(part, instead == null ? "" : instead);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prices(wrong))
        .withMessageContaining("mine.yaml: prices entry 1 'sqs-fifo'")
        .withMessageContaining(complaint);
  }

  @Test
  void the_same_price_twice_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prices(GOOD, GOOD))
        .withMessageContaining("is there twice for us-east-1");
  }

  @Test
  void a_file_that_is_not_yaml_is_named_with_its_line() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Document.read("mine.yaml", "prices:\n  - {name: a\n  - b"))
        .withMessageStartingWith("mine.yaml:");
  }

  @Test
  void a_region_without_prices_is_not_guessed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prices.shipped("eu-west-1"))
        .withMessageContaining("no prices for the region 'eu-west-1', only for us-east-1");
  }

  @Test
  void a_price_that_is_missing_is_named_with_those_there_are() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prices(GOOD).named("sqs-standard"))
        .withMessageContaining("no price 'sqs-standard' for us-east-1; it has [sqs-fifo]");
  }

  @Test
  void a_file_that_is_not_there_is_said_to_be_so() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prices.read(Path.of("nowhere.yaml"), "us-east-1"))
        .withMessageContaining("--prices nowhere.yaml: cannot be read");
  }

  @Test
  void every_shipped_price_can_be_checked_on_a_page_of_aws() {
    assertThat(Prices.shipped("us-east-1").all())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            it ->
                assertThat(it.source())
                    .as(it.name())
                    .matches("https://(docs\\.)?aws\\.amazon\\.com/.+"));
  }
}
