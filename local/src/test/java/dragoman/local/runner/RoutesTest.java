package dragoman.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.local.template.EventSource;
import dragoman.local.template.Stack;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static Routes routes(String... keys) {
    return new Routes(
        Stream.of(keys)
            .map(
                key ->
                    key.equals("$default")
                        ? new EventSource.Route("ANY", "$default")
                        : new EventSource.Route(key.split(" ")[0], key.split(" ")[1]))
            .map(route -> new Routes.Entry(route, function()))
            .toList());
  }

  private static LocalFunction function() {
    return new LocalFunction(
        new Stack.Function("F", "F", "a.B", 3, 128, Map.of(), List.of()),
        Map.of(),
        (_, _) -> new Object());
  }

  private static String matched(Routes routes, String method, String path) {
    return routes.match(method, path).map(match -> match.entry().key()).orElse("none");
  }

  @Test
  void the_most_exact_route_wins() {
    var routes = routes("$default", "ANY /a/{rest+}", "ANY /a/{b}", "POST /a/{b}", "POST /a/b");
    assertThat(matched(routes, "POST", "/a/b")).isEqualTo("POST /a/b");
    assertThat(matched(routes, "POST", "/a/c")).isEqualTo("POST /a/{b}");
    assertThat(matched(routes, "GET", "/a/c")).isEqualTo("ANY /a/{b}");
    assertThat(matched(routes, "GET", "/a/c/d")).isEqualTo("ANY /a/{rest+}");
    assertThat(matched(routes, "GET", "/b")).isEqualTo("$default");
  }

  @Test
  void a_path_that_is_longer_shorter_or_has_an_empty_part_is_another() {
    var routes = routes("POST /webhooks/{channel}/{endpoint}");
    assertThat(matched(routes, "POST", "/webhooks/a")).isEqualTo("none");
    assertThat(matched(routes, "POST", "/webhooks/a/")).isEqualTo("none");
    assertThat(matched(routes, "POST", "/webhooks//b")).isEqualTo("none");
    assertThat(matched(routes, "POST", "/webhooks/a/b/")).isEqualTo("none");
    assertThat(matched(routes, "POST", "/webhooks/a/b")).startsWith("POST");
  }

  @Test
  void path_parameters_are_decoded_but_a_plus_stays_a_plus() {
    assertThat(
            routes("ANY /{a}/{rest+}").match("GET", "/x%2Fy+z/1/%D9%84").orElseThrow().parameters())
        .isEqualTo(Map.of("a", "x/y+z", "rest", "1/ل"));
  }
}
