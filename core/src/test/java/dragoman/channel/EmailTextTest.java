package dragoman.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmailTextTest {

  @Test
  void quoted_lines_go_with_what_introduces_them_in_any_language() {
    assertThat(EmailText.own("Danke!\n\nAm Mo., 2. März 2026 um 09:21 schrieb Team:\n> Hallo\n"))
        .isEqualTo("Danke!");
    assertThat(EmailText.own("Спасибо\n\n2 марта 2026 г. Команда <a@example.org> писал(а):\n\n> x"))
        .isEqualTo("Спасибо");
    assertThat(EmailText.own("ありがとう\n\n2026年3月2日 Team <a@example.org>：\n> x")).isEqualTo("ありがとう");
  }

  @Test
  void an_introduction_may_be_wrapped() {
    assertThat(EmailText.own("Ok\n\nOn Mon, 2 Mar 2026, Team <a@example.org>\nwrote:\n\n> x\n> y"))
        .isEqualTo("Ok");
  }

  @Test
  void words_between_quoted_lines_stay() {
    assertThat(EmailText.own("> When?\nOn Friday.\n> Where?\nAt home."))
        .isEqualTo("On Friday.\nAt home.");
  }

  @Test
  void a_persons_own_colon_is_no_introduction() {
    assertThat(EmailText.own("I see this error:\n> boom")).isEqualTo("I see this error:");
  }

  @Test
  void an_original_behind_dashes_or_header_lines_goes() {
    assertThat(EmailText.own("Yes\n\n-----Original Message-----\nFrom: x")).isEqualTo("Yes");
    assertThat(EmailText.own("Да\n\n---- Исходное сообщение ----\nx")).isEqualTo("Да");
    assertThat(EmailText.own("Ja\n\nVon: A <a@example.org>\nGesendet: Montag\nAn: B\nx"))
        .isEqualTo("Ja");
    assertThat(EmailText.own("Oui\n________________________________\nDe : A")).isEqualTo("Oui");
  }

  @Test
  void a_list_of_things_is_no_header() {
    assertThat(EmailText.own("Name: Ann\nCity: Rome\nPhone: none")).contains("City: Rome");
  }

  @Test
  void a_signature_goes() {
    assertThat(EmailText.own("Hello\n-- \nAnn")).isEqualTo("Hello");
  }

  @Test
  void what_is_nothing_but_a_quotation_stays_whole() {
    assertThat(EmailText.own("> all\n> of it")).isEqualTo("> all\n> of it");
  }

  @Test
  void html_becomes_lines_without_what_it_quotes() {
    assertThat(
            EmailText.own(
                EmailText.ofHtml(
                    "<style>x{}</style><p>One<br>two &amp; <b>three</b></p><ul><li>a<li>b</ul>"
                        + "<div class=gmail_quote>On Monday:<blockquote>old</blockquote></div>")))
        .isEqualTo("One\ntwo & three\n\na\n\nb");
    assertThat(EmailText.own(EmailText.ofHtml("<div class=gmail_quote>forwarded</div>")))
        .isEqualTo("forwarded");
  }
}
