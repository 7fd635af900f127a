package dragoman.local.cost;

/**
 * Something that is paid for.
 *
 * @param price the price's name
 * @param quantity in what the price counts, not in its unit
 * @param what what it is for
 */
record Usage(String price, double quantity, String what) {
  Usage times(double factor) {
    return new Usage(price, quantity * factor, what);
  }
}
