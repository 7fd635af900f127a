package dragoman.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EffectHintTest {
  private static final ConversationKey CONVERSATION = ConversationKey.of("t", "rcs", "a", "+1202");
  private static final EventKey EVENT = EventKey.of("t", "rcs", "a", "message", "1");

  @Test
  void a_uuid_leads_back_to_its_effect() {
    for (var number : List.of(0, 1, 15, 16, 99)) {
      var ref = new EffectRef(CONVERSATION, EVENT, number);
      var uuid = EffectHint.of(ref).uuid();
      assertThat(uuid.version()).isEqualTo(8);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(EffectHint.parse(EffectHint.callback(CONVERSATION, uuid.toString())))
          .contains(EffectHint.of(ref));
    }
  }

  @Test
  void the_same_effect_has_the_same_uuid_and_others_have_others() {
    var uuid = EffectHint.of(new EffectRef(CONVERSATION, EVENT, 0)).uuid();
    assertThat(EffectHint.of(new EffectRef(CONVERSATION, EVENT, 0)).uuid()).isEqualTo(uuid);
    assertThat(EffectHint.of(new EffectRef(CONVERSATION, EVENT, 1)).uuid()).isNotEqualTo(uuid);
    var other = EventKey.of("t", "rcs", "a", "message", "2");
    assertThat(EffectHint.of(new EffectRef(CONVERSATION, other, 0)).uuid()).isNotEqualTo(uuid);
  }

  @Test
  void what_is_not_one_of_ours_is_nothing() {
    for (var text :
        List.of(
            "",
            "MxIgT-4pWCQu2tH9hMkSTljQ",
            UUID.nameUUIDFromBytes(new byte[1]).toString(),
            "AAAAAAAA-aaaa-8aaa-aaaa-aaaaaaaaaa00",
            "aaaaaaaa-aaaa-8aaa-baaa-aaaaaaaaaa00",
            "aaaaaaaa-aaaa-4aaa-aaaa-aaaaaaaaaa00")) {
      assertThat(EffectHint.parse(EffectHint.callback(CONVERSATION, text))).as(text).isEmpty();
    }
    assertThat(EffectHint.parse(new EffectRef(CONVERSATION, EVENT, 0).toString())).isEmpty();
  }
}
