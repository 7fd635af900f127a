package dragoman.proof.fuzzing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes hostile inputs of well-formed ones: of the tree where the seed is JSON, of the bytes
 * otherwise, and now and then of both. The same dice give the same input, on any machine.
 */
public final class Mutator {
  /** Written deeper than anybody reads. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(20_000).build())
                  .build())
          .build();

  private final List<byte[]> seeds;
  private final List<Optional<JsonNode>> trees;
  private final Trees onTrees;
  private final Bytes onBytes;

  public Mutator(List<byte[]> seeds) {
    this.seeds = List.copyOf(seeds);
    this.trees = seeds.stream().map(Mutator::tree).toList();
    this.onTrees = new Trees(trees.stream().flatMap(Optional::stream).toList());
    this.onBytes = new Bytes(seeds);
  }

  /** The dice of one execution of a target, whatever was executed before. */
  public static SplittableRandom dice(long seed, String target, long execution) {
    return new SplittableRandom(
        seed * 0x9E3779B97F4A7C15L + target.hashCode() * 0xC2B2AE3D27D4EB4FL + execution);
  }

  public byte[] input(SplittableRandom dice) {
    var which = dice.nextInt(seeds.size());
    var tree = trees.get(which);
    var way = dice.nextInt(100);
    if (way == 0) {
      return seeds.get(which).clone();
    }
    if (tree.isEmpty() || way < 20) {
      return onBytes.mutated(seeds.get(which), dice);
    }
    var mutated = written(onTrees.mutated(tree.get(), dice));
    return way < 35 ? onBytes.mutated(mutated, dice) : mutated;
  }

  private static byte[] written(JsonNode tree) {
    try {
      return Trees.unmarked(JSON.writeValueAsString(tree)).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static Optional<JsonNode> tree(byte[] seed) {
    try {
      return Optional.of(JSON.readTree(seed)).filter(JsonNode::isContainerNode);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
