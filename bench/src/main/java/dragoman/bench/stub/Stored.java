package dragoman.bench.stub;

/**
 * What a call left behind.
 *
 * @param where a queue's address or a table's name
 */
public record Stored(String where, String what) {}
