package dragoman.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The files of one policy, by the name they have inside its folder ({@code policy.yaml}, {@code
 * routing.yaml}, {@code guide/….yaml}, {@code tests/….yaml}), wherever that folder lies.
 *
 * @param folder how the folder was named, with its slash; only for telling where a problem is
 */
record PolicyFiles(String folder, SortedMap<String, String> byName) {
  static final String SETTINGS = "policy.yaml";
  static final String ROUTING = "routing.yaml";
  private static final String GUIDE = "guide/";
  private static final String TESTS = "tests/";

  // Far above any honest policy; a file that unfolds itself by aliases ends here.
  private static final int MAX_ALIASES = 50;
  private static final int MAX_CODE_POINTS = 1_000_000;

  static PolicyFiles of(Map<String, String> given, Findings findings) {
    String folder =
        given.keySet().stream()
            .filter(name -> name.equals(SETTINGS) || name.endsWith("/" + SETTINGS))
            .map(name -> name.substring(0, name.length() - SETTINGS.length()))
            .min(Comparator.comparingInt(String::length))
            .orElse("");
    SortedMap<String, String> byName = new TreeMap<>();
    given.forEach(
        (name, content) -> {
          String inside = name.startsWith(folder) ? name.substring(folder.length()) : name;
          if (isKnown(inside)) {
            byName.put(inside, content);
          } else {
            findings.problem(
                name,
                1,
                "no part of a policy has this name",
                "name it policy.yaml, routing.yaml, guide/<intent>.yaml or tests/<name>.yaml");
          }
        });
    return new PolicyFiles(folder, byName);
  }

  /** The file's content as nodes; empty, and told, when it is missing or no YAML. */
  Optional<Place> open(String name, Findings findings) {
    String shown = folder + name;
    if (!byName.containsKey(name)) {
      findings.problem(shown, 1, "the file is missing", "add it; docs/policy.md shows an example");
      return Optional.empty();
    }
    try {
      Optional<Node> root = new Compose(settings(shown)).composeString(byName.get(name));
      if (root.isEmpty()) {
        findings.problem(shown, 1, "the file is empty", "write its keys, or delete it");
      }
      return root.map(node -> new Place(shown, 1, node, findings));
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      findings.problem(
          shown,
          line,
          "this is not YAML: " + broken.getProblem(),
          "check indentation and quotes here and on the line above");
    } catch (YamlEngineException broken) {
      findings.problem(
          shown,
          1,
          "this is not YAML: " + firstLine(broken.getMessage()),
          "write plain UTF-8 YAML");
    } catch (StackOverflowError tooDeep) {
      // The composer recurses and knows no limit of its own.
      findings.problem(shown, 1, "this is nested too deeply", "a policy needs six levels");
    }
    return Optional.empty();
  }

  List<Place> openGuide(Findings findings) {
    return openAll(GUIDE, findings);
  }

  List<Place> openTests(Findings findings) {
    return openAll(TESTS, findings);
  }

  /** How many articles there ought to be. */
  int guideSize() {
    return (int) byName.keySet().stream().filter(name -> name.startsWith(GUIDE)).count();
  }

  /**
   * SHA-256 over names and contents, in the order of names; tests decide nothing and are left out.
   */
  String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byName.forEach(
          (name, content) -> {
            if (!name.startsWith(TESTS)) {
              update(digest, name);
              update(digest, content);
            }
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private List<Place> openAll(String prefix, Findings findings) {
    return byName.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> open(name, findings))
        .flatMap(Optional::stream)
        .toList();
  }

  // The length first: so no content can pass for the end of one file and the beginning of another.
  private static void update(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static boolean isKnown(String name) {
    return name.equals(SETTINGS)
        || name.equals(ROUTING)
        || name.matches("(guide|tests)/[^/]+\\.yaml");
  }

  private static LoadSettings settings(String label) {
    return LoadSettings.builder()
        .setLabel(label)
        .setMaxAliasesForCollections(MAX_ALIASES)
        .setCodePointLimit(MAX_CODE_POINTS)
        .build();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("it cannot be read");
  }
}
