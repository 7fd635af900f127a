package dragoman.local.infra;

import static dragoman.local.infra.Infrastructure.STACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dragoman.functions.RehearseDeployment;
import dragoman.functions.Wiring;
import dragoman.local.runner.Handlers;
import dragoman.local.template.EventSource;
import dragoman.local.template.Stack;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function's class, kind and environment, against its entry in the template. */
class HandlersTest {
  /** What the Lambda runtime sets by itself; the policy lies where the zip is unpacked. */
  private static final Map<String, String> SET_BY_LAMBDA =
      Map.of("AWS_REGION", "eu-west-1", "LAMBDA_TASK_ROOT", Infrastructure.ROOT.toString());

  /** Called by a person; the local runner answers for Lambda there. */
  private static final String CALLED_BY_HAND = "EraseContact";

  /** The role that SAM makes for CodeDeploy may call functions of such names and no others. */
  private static final String CODEDEPLOY_CALLS = "CodeDeployHook_";

  static List<String> functions() {
    return STACK.functions().stream().map(Stack.Function::logicalId).toList();
  }

  static Stream<Arguments> variables() {
    return STACK.functions().stream()
        .flatMap(
            it ->
                it.environment().keySet().stream().map(name -> Arguments.of(it.logicalId(), name)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void a_handler_can_be_made_by_lambda_and_by_the_local_runner(String function)
      throws ReflectiveOperationException {
    var handler = handlerClass(function);
    assertThat(handler.getSimpleName()).isEqualTo(function);
    assertThat(handler.getConstructor()).isNotNull();
    assertThat(handler.getConstructor(Wiring.class)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void a_handler_takes_what_its_events_send(String function) throws ReflectiveOperationException {
    var handler = handlerClass(function);
    var events = Infrastructure.function(function).events();
    if (Infrastructure.function(function).name().startsWith(CODEDEPLOY_CALLS)) {
      assertThat(events).isEmpty();
      assertThat(handler.getMethod("handleRequest", Map.class, Context.class)).isNotNull();
      return;
    }
    if (function.equals(CALLED_BY_HAND)) {
      assertThat(events).isEmpty();
      assertThat(RequestStreamHandler.class.isAssignableFrom(handler)).isTrue();
      return;
    }
    assertThat(events).isNotEmpty();
    for (var event : events) {
      switch (event) {
        case EventSource.Route _ ->
            assertThat(RequestStreamHandler.class.isAssignableFrom(handler)).isTrue();
        case EventSource.Batches _ ->
            assertThat(typeArguments(handler))
                .containsExactly(SQSEvent.class, SQSBatchResponse.class);
        case EventSource.Every _ ->
            assertThat(typeArguments(handler)).startsWith(ScheduledEvent.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void a_handler_starts_with_what_the_template_sets(String function) {
    assertThat(start(function, Infrastructure.function(function).environment())).isNotNull();
  }

  @ParameterizedTest(name = "{0} without {1}")
  @MethodSource("variables")
  void a_handler_needs_every_variable_the_template_sets(String function, String variable) {
    var environment = new HashMap<>(Infrastructure.function(function).environment());
    environment.remove(variable);
    assertThatThrownBy(
            () -> start(function, environment),
            "%s starts without %s: take it out of infra/template.yaml",
            function,
            variable)
        .hasMessageContaining("environment variable " + variable + " is missing");
  }

  @Test
  void before_traffic_shifts_every_version_that_can_be_asked_without_a_trace_is_asked() {
    var asked = Infrastructure.function("RehearseDeployment").environment();
    for (var function : STACK.functions()) {
      var version = "function:" + function.name() + ":1";
      for (var event : function.events()) {
        switch (event) {
          case EventSource.Route _ -> assertThat(asked.get("WEBHOOK_VERSION")).endsWith(version);
          case EventSource.Batches _ ->
              assertThat(asked.get("QUEUE_VERSIONS").split(","))
                  .filteredOn(it -> it.endsWith(version))
                  .hasSize(1);
          // To call it is to let it work on what is due; its init ran when it was published.
          case EventSource.Every _ -> assertThat(asked.toString()).doesNotContain(version);
        }
      }
    }
  }

  @Test
  void the_hook_has_time_for_its_verdict_even_if_nobody_answers() {
    var hook = Infrastructure.function("RehearseDeployment");
    var calls = 2 + hook.environment().get("QUEUE_VERSIONS").split(",").length;
    assertThat(RehearseDeployment.LONGEST_CALL.multipliedBy(calls).plusMinutes(1))
        .isLessThan(Duration.ofSeconds(hook.timeoutSeconds()));
  }

  @Test
  void every_handler_of_the_functions_module_is_in_the_template() throws IOException {
    var folder = Infrastructure.ROOT.resolve("functions/src/main/java/dragoman/functions");
    try (var files = Files.list(folder)) {
      var handlers =
          files
              .map(it -> it.getFileName().toString().replace(".java", ""))
              .filter(it -> !it.equals("package-info"))
              .filter(it -> isHandler(named("dragoman.functions." + it)))
              .toList();
      assertThat(functions()).containsExactlyInAnyOrderElementsOf(handlers);
    }
  }

  private static Object start(String function, Map<String, String> environment) {
    var whole = new HashMap<>(environment);
    whole.putAll(SET_BY_LAMBDA);
    return new Handlers(UnaryOperator.identity(), _ -> {})
        .create(Infrastructure.function(function).handlerClass(), whole);
  }

  private static Class<?> handlerClass(String function) {
    return named(Infrastructure.function(function).handlerClass());
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, HandlersTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError("infra/template.yaml names " + name + ", which is not there", e);
    }
  }

  private static boolean isHandler(Class<?> it) {
    return RequestStreamHandler.class.isAssignableFrom(it)
        || RequestHandler.class.isAssignableFrom(it);
  }

  private static List<Type> typeArguments(Class<?> handler) {
    return Arrays.stream(handler.getGenericInterfaces())
        .filter(it -> it instanceof ParameterizedType)
        .map(it -> (ParameterizedType) it)
        .filter(it -> it.getRawType().equals(RequestHandler.class))
        .flatMap(it -> Arrays.stream(it.getActualTypeArguments()))
        .toList();
  }
}
