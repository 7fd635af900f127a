package dragoman.local.cost;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * A list price, in US dollars.
 *
 * @param unit what {@code dollars} buys, for people
 * @param per how many of what is counted make one unit
 * @param source the page that it is to be checked against
 * @param dated the date of what was found
 */
public record Price(
    String name,
    String service,
    String unit,
    double per,
    double dollars,
    String region,
    Evidence evidence,
    LocalDate dated,
    String source,
    Optional<String> note) {

  /** How near to AWS a price was found. */
  public enum Evidence {
    AWS,
    PRICE_LIST,
    SECONDARY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  double of(double quantity) {
    return quantity / per * dollars;
  }
}
