package dragoman.proof.fuzzing;

import dragoman.message.Json;
import java.util.List;

/**
 * A parser under fire, and what must hold whatever it is given. Safe for use by several threads.
 *
 * @param name in lower case with dashes; also the folder of its kept inputs
 * @param share how many executions of a campaign are its own, beside the others' shares
 * @param seeds well-formed inputs, from which hostile ones are made
 */
public record Target(String name, int share, List<byte[]> seeds, Parser parser) {
  public Target {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException(name + " has no seeds");
    }
  }

  /** Takes the input or declines it in the declared way; any other end is a finding. */
  @FunctionalInterface
  public interface Parser {
    /**
     * @return whether it was taken
     * @throws Json.Malformed if it was declined, the declared way of what reads JSON of ours
     * @throws Broken if it was taken and something that must hold does not
     */
    boolean takes(byte[] input) throws Json.Malformed, Broken;
  }

  /** What must hold does not. */
  public static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }

  static void must(boolean holds, String what) throws Broken {
    if (!holds) {
      throw new Broken(what);
    }
  }
}
