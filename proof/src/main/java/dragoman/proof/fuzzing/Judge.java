package dragoman.proof.fuzzing;

import com.sun.management.ThreadMXBean;
import dragoman.message.Json;
import dragoman.proof.fuzzing.Target.Broken;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/**
 * Gives one input to one target and says what came of it. Besides the target's own demands: no
 * undeclared exception or error, at most {@link #LONGEST} of the processor, which is all the time a
 * parser takes on a machine of its own, and at most {@link #MOST_BYTES} taken from the heap.
 */
public final class Judge {
  public static final Duration LONGEST = Duration.ofMillis(100);
  public static final long MOST_BYTES = 32L << 20;

  /** A slow execution may have met the compiler at work; a slow input is slow again. */
  private static final int AGAIN = 4;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Judge() {}

  /**
   * @param nanos of the processor it took, the fastest time if it was given again
   * @param bytes taken from the heap
   * @param wrong empty if all is well
   */
  public record Judgement(boolean taken, long nanos, long bytes, Optional<String> wrong) {}

  public static Judgement judge(Target target, byte[] input) {
    var first = once(target, input);
    if (first.wrong().isPresent() || within(first)) {
      return first;
    }
    var nanos = first.nanos();
    var bytes = first.bytes();
    for (var i = 0; i < AGAIN; i++) {
      var again = once(target, input);
      nanos = Math.min(nanos, again.nanos());
      bytes = Math.min(bytes, again.bytes());
    }
    return new Judgement(first.taken(), nanos, bytes, excess(nanos, bytes));
  }

  private static boolean within(Judgement judgement) {
    return excess(judgement.nanos(), judgement.bytes()).isEmpty();
  }

  private static Optional<String> excess(long nanos, long bytes) {
    if (nanos > LONGEST.toNanos()) {
      return Optional.of("took " + nanos / 1_000_000 + " ms");
    }
    return bytes > MOST_BYTES
        ? Optional.of("took " + (bytes >> 20) + " MB from the heap")
        : Optional.empty();
  }

  private static Judgement once(Target target, byte[] input) {
    var before = THREADS.getCurrentThreadAllocatedBytes();
    var start = THREADS.getCurrentThreadCpuTime();
    var taken = false;
    Optional<String> wrong = Optional.empty();
    try {
      taken = target.parser().takes(input.clone());
    } catch (Json.Malformed e) {
      taken = false;
    } catch (Broken e) {
      wrong = Optional.of(e.getMessage());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
      wrong = Optional.of(e.getClass().getName() + place(e));
    }
    return new Judgement(
        taken,
        THREADS.getCurrentThreadCpuTime() - start,
        THREADS.getCurrentThreadAllocatedBytes() - before,
        wrong);
  }

  /** The class and the line are enough: a message could quote the input. */
  private static String place(Throwable thrown) {
    for (var frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith("dragoman.")) {
        return " at " + frame.getClassName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }
}
