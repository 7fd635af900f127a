package dragoman.bench.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dragoman.bench.lambda.RuntimeApi.Sign;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * One execution environment: the real runtime interface client in a JVM of its own, the task root
 * its working directory, as in the managed runtime; its class loader finds the zip's jars by that.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TIMEOUT_SECONDS = 30;

  private final RuntimeApi api;
  private final Process process;
  private final Path log;
  private final long started;

  private FunctionProcess(RuntimeApi api, Process process, Path log, long started) {
    this.api = api;
    this.process = process;
    this.log = log;
    this.started = started;
  }

  /** Thrown when a function fails or falls silent; holds what it reported and what it wrote. */
  public static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Broken(String message) {
      super(message);
    }
  }

  /** An answer and how long it took from the event's delivery. */
  public record Answer(String body, Duration took) {}

  /** The runtime client's native part is for Linux on these processors only. */
  public static boolean isPossible() {
    return System.getProperty("os.name").equals("Linux")
        && List.of("amd64", "aarch64").contains(System.getProperty("os.arch"));
  }

  public static FunctionProcess start(Launch launch) {
    try {
      var api = RuntimeApi.start();
      var log = Files.createTempFile("function", ".log");
      var builder =
          new ProcessBuilder(command(launch))
              .directory(launch.root().folder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(it -> it.startsWith("AWS_") || it.startsWith("JAVA"));
      builder.environment().putAll(setByLambda(launch, api.address()));
      builder.environment().putAll(launch.environment());
      var started = System.nanoTime();
      return new FunctionProcess(api, builder.start(), log, started);
    } catch (IOException e) {
      throw new Broken("cannot start " + launch.handler() + ": " + e.getMessage());
    }
  }

  /** 1,024 MB, as in the template: the heap is what the managed runtime makes of that. */
  private static List<String> command(Launch launch) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx870m", "--enable-native-access=ALL-UNNAMED"));
    command.add(launch.start().option());
    command.addAll(launch.options());
    command.addAll(List.of("-cp", runtimeClient(), AWSLambda.class.getName()));
    command.add(launch.handler() + "::handleRequest");
    return command;
  }

  /** The runtime interface client and what it needs, and nothing else. */
  private static String runtimeClient() {
    return Stream.of(
            AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
        .map(FunctionProcess::jar)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jar(Class<?> of) {
    try {
      return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path names files", e);
    }
  }

  private static Map<String, String> setByLambda(Launch launch, String runtimeApi) {
    return Map.of(
        "AWS_LAMBDA_RUNTIME_API", runtimeApi,
        "AWS_LAMBDA_FUNCTION_NAME", "bench",
        "AWS_LAMBDA_FUNCTION_VERSION", "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
        "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench",
        "AWS_LAMBDA_LOG_STREAM_NAME", "bench",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
            switch (launch.start()) {
              case ON_DEMAND -> "on-demand";
              case SNAP_START -> "snap-start";
            },
        "AWS_REGION", "us-east-1",
        "LAMBDA_TASK_ROOT", launch.root().folder().toString(),
        "_HANDLER", launch.handler());
  }

  /** Waits until the function asks for its first event; the time since its process was started. */
  public Duration ready() {
    return Duration.ofNanos(expect(Sign.AskedForNext.class).at() - started);
  }

  /** Waits until the function has been readied for its snapshot. */
  public void frozen() {
    expect(Sign.AskedForRestore.class);
  }

  /** Lets the function go on after {@link #frozen()}, and waits until it asks for an event. */
  public Duration restored() {
    var before = System.nanoTime();
    api.restore();
    return Duration.ofNanos(expect(Sign.AskedForNext.class).at() - before);
  }

  /** The answer to an event; the function must be {@link #ready()}, and is again afterwards. */
  public Answer invoke(byte[] event) {
    var before = System.nanoTime();
    api.send(event, TIMEOUT_SECONDS);
    var answered = expect(Sign.Answered.class);
    var answer =
        new Answer(
            new String(answered.body(), StandardCharsets.UTF_8),
            Duration.ofNanos(answered.at() - before));
    expect(Sign.AskedForNext.class);
    return answer;
  }

  /** Processor time and memory until now. */
  public Usage usage() {
    return Usage.of(process.pid());
  }

  /** How many connections are open to a port of this machine. */
  public long connections(int port) {
    return Usage.connections(process.pid(), port);
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private <S extends Sign> S expect(Class<S> wanted) {
    try {
      var end = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        var sign = api.sign(Duration.ofMillis(process.isAlive() ? 500 : 0));
        if (wanted.isInstance(sign)) {
          return wanted.cast(sign);
        }
        if (sign != null) {
          throw new Broken("the function was to do " + wanted + ", but " + sign + "\n" + log());
        }
        if (!process.isAlive()) {
          throw new Broken(
              "the function's process ended with " + process.exitValue() + "\n" + log());
        }
      }
      throw new Broken("nothing from the function for " + PATIENCE + "\n" + log());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Broken("interrupted");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      Files.deleteIfExists(log);
    } catch (IOException e) {
      // A log left behind in the temporary folder does no harm.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    api.close();
  }
}
