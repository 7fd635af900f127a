package dragoman.proof.load;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.message.EventKey;
import dragoman.policy.Policy;
import dragoman.policy.PolicyReader;
import dragoman.policy.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A slice of the load: what it watches holds, at a size that a build can afford. */
class LoadTest {
  @Test
  void of_some_thousand_messages_none_is_lost_doubled_or_out_of_order() throws Exception {
    var report =
        new LoadRun(LoadPlan.of(3_000, 0).withHot(500).withClock(20), policy()).run(_ -> {});
    assertThat(report.lost()).as("lost").isZero();
    assertThat(report.doubled()).as("doubled").isZero();
    assertThat(report.outOfOrder()).as("out of order").isZero();
    assertThat(report.marks()).hasSizeGreaterThan(3);
  }

  @Test
  void the_books_tell_what_is_lost_doubled_and_out_of_order() {
    var first = EventKey.of("t", "c", "a", "message", "1");
    var second = EventKey.of("t", "c", "a", "message", "2");
    var books = new Books(new Latencies(), new Latencies());
    books.said(first, 1, 1);
    books.said(second, 1, 2);
    books.decided(second);
    books.decided(first);
    books.replied(second);
    books.replied(second);
    books.closed(second, true);
    var sums = books.sums();
    assertThat(sums.lost()).isOne();
    assertThat(sums.doubled()).isOne();
    assertThat(sums.outOfOrder()).isOne();
  }

  @Test
  void a_quantile_is_right_to_one_part_in_sixteen() {
    var times = new Latencies();
    for (var i = 1; i <= 1_000; i++) {
      times.add(i * 1_000L);
    }
    assertThat(times.quantile(0.5)).isBetween(500_000L, 540_000L);
    assertThat(times.quantile(0.99)).isBetween(990_000L, 1_000_000L);
  }

  private static Policy policy() throws IOException {
    var folder = Path.of(System.getProperty("project.root", "..")).resolve("policy");
    Map<String, String> files = new TreeMap<>();
    try (var paths = Files.walk(folder)) {
      for (var path : paths.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return ((Reading.Good) PolicyReader.read(files)).policy();
  }
}
