package dragoman.local.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CostPageTest {
  private static final Path PAGE = Shipped.ROOT.resolve("docs/cost.md");

  @Test
  void the_documentation_shows_todays_figures() throws IOException {
    var page = Files.readString(PAGE);
    var filled = CostPage.filled(page, Counts.shipped(), Shipped.estimate());
    if (Boolean.getBoolean("counts.write")) {
      Files.writeString(PAGE, filled);
      return;
    }
    assertThat(page).as("%s; write it anew with -Dcounts.write=true", PAGE).isEqualTo(filled);
  }

  @Test
  void a_page_without_a_place_for_a_table_is_told() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CostPage.filled("nothing", Counts.shipped(), Shipped.estimate()))
        .withMessageContaining("docs/cost.md: there is no place for 'counts'");
  }
}
