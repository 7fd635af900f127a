package dragoman.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "5555.5555.5555.4444",
        "378282246310005",
        "3782 822463 10005",
        "6011000990139424",
        "٤١١١ ١١١١ ١١١١ ١١١١",
        "४१११११११११११११११",
        "４１１１１１１１１１１１１１１１",
        "𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏",
        "4111\u200b1111\u200d1111\u00ad1111",
        "४१११\u200d११११\u200c११११११११",
        "４１１１\u200d１１１１１１１１１１１１"
      })
  void a_card_number_is_masked(String card) {
    assertThat(Masking.excerpt("my card " + card + " was charged", 300))
        .isEqualTo("my card [card] was charged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+91 98765 43210",
        "+1 (212) 555-0100",
        "+44 20 7946 0958",
        "+49.30.901820",
        "+٩١ ٩٨٧٦٥ ٤٣٢١٠",
        "＋９１９８７６５４３２１０",
        "+7 (495) 123-45-67"
      })
  void an_international_phone_number_is_masked(String phone) {
    assertThat(Masking.mask("call " + phone + ", please")).isEqualTo("call [phone], please");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "98765 43210",
        "9876543210",
        "(212) 555-0100",
        "8 (495) 123-45-67",
        "9 8 7 6 5 4 3 2 1 0",
        "98765 - 43210",
        "९८७६५ ४३२१०",
        "৯৮৭৬৫৪৩২১০",
        "௯௮௭௬௫௪௩௨௧௦",
        "4111111111111112",
        "1234567",
        "12345678901234567890123456789",
        "1️9️8️7️6️5️4️",
        "9_8_7_6_5_4_3"
      })
  void any_other_long_run_of_digits_is_masked(String number) {
    assertThat(Masking.mask("it is " + number + " ok"))
        .doesNotContainPattern("\\p{Nd}")
        .contains("[number]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "asha@example.com",
        "asha.k+shop@mail.example.co.in",
        "ASHA_1@EXAMPLE.COM",
        "आशा@उदाहरण.भारत",
        "вера@пример.рф",
        "asha＠example.com",
        "asha [at] example.com",
        "asha(AT)example.com",
        "o'neil@example.com",
        "asha@localhost"
      })
  void an_email_address_is_masked(String email) {
    assertThat(Masking.mask("write " + email + " now")).isEqualTo("write [e-mail] now");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "de89 3704 0044 0532 0130 00",
        "GB29 NWBK 6016 1331 9268 19",
        "GB29-NWBK-6016-1331-9268-19",
        "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S",
        "ＤＥ89370400440532013000"
      })
  void an_iban_is_masked(String iban) {
    assertThat(Masking.mask("to " + iban + " please")).isEqualTo("to [iban] please");
    assertThat(Masking.mask(iban)).isEqualTo("[iban]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Payout missing since 2026-11-23, 3 posts removed",
        "Оплата не пришла с 23.11.2026",
        "since 11/23/2026 at 12:30:45",
        "order 123456 failed 2 times",
        "I have 1,500,000 followers",
        "मेरा भुगतान सोमवार से नहीं आया",
        "متى سيصل طلبي؟ ٣ أيام",
        "we are 25 and 26 years old",
        "50% @ 2 pm",
        "AB12 is my seat",
        "版本 3.14 不工作 👩‍👩‍👧🏽",
        "می‌خواهم"
      })
  void what_tells_nothing_of_the_person_stays_as_it_is(String text) {
    assertThat(Masking.excerpt(text, 300)).isEqualTo(text);
  }

  @Test
  void a_date_that_goes_on_as_a_number_is_no_date() {
    assertThat(Masking.mask("2026-11-23-4567")).isEqualTo("[number]");
    assertThat(Masking.mask("+2026-11-23")).isEqualTo("[phone]");
  }

  @Test
  void masking_twice_changes_nothing_more() {
    for (var seed = 0; seed < 2_000; seed++) {
      var once = Masking.excerpt(new Samples(seed).text(), 30);
      assertThat(Masking.excerpt(once, 30)).as("seed %d", seed).isEqualTo(once);
    }
  }

  @Test
  void an_excerpt_is_one_line_without_anything_invisible() {
    assertThat(
            Masking.excerpt(
                "\ufeff one\r\n\ttwo\u2028three\u00a0\u3000four \u202egnp\u202c\u0000\u200bfive"
                    + "\u2066\u00ad\u034f\u115f\u3164\udb40\udc41\ue000 \u200d six\u200dseven",
                300))
        .isEqualTo("one two three four gnpfive sixseven");
  }

  @Test
  void a_lone_surrogate_becomes_the_replacement_character() {
    assertThat(Masking.excerpt("a\ud83d b\ude00", 300)).isEqualTo("a\ufffd b\ufffd");
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, 6, abcdef",
    "abcdef, 5, abcd…",
    "ab cdef, 4, ab…",
    "abcdef, 1, …",
    "abcdef, 0, ''",
    "x👩‍👩‍👧y, 4, x…",
    "xe\u0301e\u0301, 4, xe\u0301…",
    "नमस्ते दुनिया, 4, नम…",
    "🇮🇳🇮🇳🇮🇳, 4, 🇮🇳…"
  })
  void an_excerpt_is_cut_between_characters_as_people_see_them(
      String text, int limit, String expected) {
    assertThat(Masking.excerpt(text, limit)).isEqualTo(expected);
  }

  @Test
  void a_pile_of_marks_cannot_stretch_an_excerpt() {
    var pile = "Z" + "\u0321\u0315\u0322".repeat(5_000);
    assertThat(Masking.excerpt(pile, 300).codePoints().count()).isEqualTo(300);
  }

  @Test
  void no_excerpt_is_ever_longer_than_asked_or_holds_a_long_number() {
    for (var seed = 0; seed < 5_000; seed++) {
      var excerpt = Masking.excerpt(new Samples(seed).text().repeat(3), 40);
      assertThat(excerpt.codePointCount(0, excerpt.length())).isLessThanOrEqualTo(40);
      assertThat(excerpt).as("seed %d", seed).doesNotContainPattern("\\p{Nd}{7}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "1", "1 ", "a@", "@", "DE89 ", "+", "2026-11-", "\u0301", "👩‍", "(", "1.a"})
  void a_very_long_message_is_masked_in_time_that_grows_with_its_length_only(String unit) {
    var message = unit.repeat((256 << 10) / unit.length());
    var start = System.nanoTime();
    assertThat(Masking.excerpt(message, 300)).isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }
}
