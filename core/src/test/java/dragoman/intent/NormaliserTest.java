package dragoman.intent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormaliserTest {
  @ParameterizedTest
  @CsvSource({
    "'DON’T  Worry!!', dont worry",
    "'ＦＵＬＬ width', full width",
    "'क़ीमत', कीमत",
    "'१२ बजे', 12 बजे",
    "'٣ طلبات', 3 طلبات",
    "'أَيْنَ طَلَبِي', اين طلبي",
    "'ﻃﻠﺒﻲ', طلبي",
    "'کہاں', كهان",
    "'pleeeease', pleease",
    "'why???', why?",
    "'Ещё', еще"
  })
  void spellings_that_a_reader_takes_for_the_same_become_one(String text, String normal) {
    assertThat(Normaliser.normalise(text)).isEqualTo(normal);
  }

  @Test
  void a_question_mark_is_a_word_and_a_long_number_is_only_a_number() {
    assertThat(Normaliser.words("Order 88213377 where?"))
        .containsExactly("order", "#", "where", "?");
  }

  @ParameterizedTest
  @CsvSource({
    "कैसे, kaise",
    "नहीं, nahi",
    "नहीं, nhi",
    "क्यों, kyun",
    "वापस, wapas",
    "करना, krna",
    "मेरा, meraa",
    "ऑर्डर, order",
    "আমার, amar",
    "ਪੈਸੇ, paise",
    "કેવી, kevi",
    "ఎప్పుడు, eppudu",
    "ಹೇಗೆ, hege",
    "പണം, panam"
  })
  void one_word_in_two_scripts_has_one_key(String brahmic, String latin) {
    assertThat(key(brahmic)).isEqualTo(key(latin)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"refund, order", "नहीं, हाँ", "kab, kyun", "aaj, kal"})
  void different_words_keep_different_keys(String one, String two) {
    assertThat(key(one)).isNotEqualTo(key(two));
  }

  private static String key(String word) {
    return Romaniser.key(Romaniser.romanise(Normaliser.normalise(word)));
  }
}
