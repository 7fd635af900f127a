package dragoman.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the load watches by; the load itself runs in {@code LoadSliceTest}. */
class EmbeddedLoadTest {
  @Test
  void a_reply_too_few_one_too_many_and_one_out_of_order_are_told() {
    var letters = new Correspondence(4);
    letters.asked("anna", "a");
    letters.asked("anna", "b");
    letters.asked("ben", "a");
    letters.replied("anna", "https://guide.example/b", true);
    letters.replied("anna", "https://guide.example/b", false);
    letters.replied("carl", "https://guide.example/a", true);
    var report = letters.report(1, 0);
    assertThat(report.lost()).isEqualTo(2);
    assertThat(report.doubled()).isEqualTo(2);
    assertThat(report.outOfOrder()).isOne();
    assertThat(report.sound()).isFalse();
  }
}
