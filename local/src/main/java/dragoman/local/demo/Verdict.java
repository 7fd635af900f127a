package dragoman.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether a step ended as it should.
 *
 * @param wrong what did not; empty if all did
 */
record Verdict(Player.Played played, List<String> wrong) {

  static Verdict of(Player.Played played) {
    var wrong = new ArrayList<String>();
    var step = played.step();
    if (!played.statuses().stream().allMatch(it -> it == step.answers())) {
      wrong.add("answered " + played.statuses() + " instead of " + step.answers());
    }
    if (played.events().size() != step.expect().size()) {
      wrong.add(played.events().size() + " events instead of " + step.expect().size());
    } else {
      for (var i = 0; i < step.expect().size(); i++) {
        compare(step.expect().get(i), played.events().get(i), wrong);
      }
    }
    return new Verdict(played, List.copyOf(wrong));
  }

  boolean right() {
    return wrong.isEmpty();
  }

  private static void compare(Map<String, Object> expected, JsonNode event, List<String> wrong) {
    expected.forEach(
        (name, value) -> {
          var is =
              switch (name) {
                case "effects" -> effects(event).toString();
                case "link", "queue" -> event.path("effects").toString();
                case String _ -> event.path(name).asText();
              };
          var right =
              name.equals("link") || name.equals("queue")
                  ? is.contains(value.toString())
                  : is.equals(value.toString());
          if (!right) {
            wrong.add(name + " is " + is + " instead of " + value);
          }
        });
  }

  private static List<String> effects(JsonNode event) {
    var all = new ArrayList<String>();
    event
        .path("effects")
        .forEach(it -> all.add(it.path("kind").asText() + " " + it.path("status").asText()));
    return all;
  }
}
