package dragoman.proof.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.Json;
import dragoman.proof.fuzzing.Target.Parser;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge itself: each way a parser can fail is a finding. */
class JudgeTest {
  private static final byte[] INPUT = {1};

  /** Keeps the compiler from taking work away that nobody looks at. */
  private static volatile Object seen;

  @Test
  void a_declared_refusal_is_none() {
    assertThat(judge(_ -> false).wrong()).isEmpty();
    assertThat(
            judge(
                    _ -> {
                      throw new Json.Malformed("no");
                    })
                .wrong())
        .isEmpty();
  }

  @Test
  void an_undeclared_exception_is_one_and_quotes_nothing() {
    var judgement =
        judge(
            _ -> {
              throw new IllegalStateException("the input itself");
            });
    assertThat(judgement.wrong())
        .get()
        .asString()
        .startsWith("java.lang.IllegalStateException at ");
    assertThat(judgement.wrong()).get().asString().doesNotContain("the input itself");
  }

  @Test
  void an_overflowing_stack_is_one() {
    assertThat(judge(JudgeTest::deeper).wrong()).get().asString().contains("StackOverflowError");
  }

  @Test
  void taking_too_long_is_one() {
    assertThat(
            judge(
                    _ -> {
                      spin(Judge.LONGEST.plusMillis(20));
                      return true;
                    })
                .wrong())
        .get()
        .asString()
        .startsWith("took");
  }

  @Test
  void taking_too_much_of_the_heap_is_one() {
    assertThat(
            judge(
                    _ -> {
                      seen = new byte[(int) Judge.MOST_BYTES + 1];
                      return true;
                    })
                .wrong())
        .get()
        .asString()
        .contains("MB");
  }

  @Test
  void slow_once_is_not_slow() {
    var times = new int[1];
    assertThat(
            judge(
                    _ -> {
                      if (times[0]++ == 0) {
                        spin(Judge.LONGEST.plusMillis(20));
                      }
                      return true;
                    })
                .wrong())
        .isEmpty();
  }

  private static void spin(Duration time) {
    var threads = ManagementFactory.getThreadMXBean();
    var until = threads.getCurrentThreadCpuTime() + time.toNanos();
    while (threads.getCurrentThreadCpuTime() < until) {
      Thread.onSpinWait();
    }
  }

  private static boolean deeper(byte[] input) {
    return deeper(input) && deeper(input);
  }

  private static Judge.Judgement judge(Parser parser) {
    return Judge.judge(new Target("test", 1, List.of(INPUT), parser), INPUT);
  }
}
