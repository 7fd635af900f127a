package dragoman.local.template;

import java.util.List;
import java.util.Map;

/**
 * A piece of a template as written, before any intrinsic function is worked out; each knows its
 * line, so that an error can name it. All scalars are text, as CloudFormation itself treats them.
 */
sealed interface Node {
  /** The line in its file, counted from 1. */
  int line();

  record Text(String value, int line) implements Node {}

  record Items(List<Node> items, int line) implements Node {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A mapping, in the order of the file. */
  record Fields(Map<String, Node> fields, int line) implements Node {}

  /** An intrinsic function, named without {@code !} or {@code Fn::}. */
  record Call(String function, Node argument, int line) implements Node {}
}
