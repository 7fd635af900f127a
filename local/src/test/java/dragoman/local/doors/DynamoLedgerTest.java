package dragoman.local.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.functions.DynamoLedger;
import dragoman.functions.Rows;
import dragoman.message.ConversationKey;
import dragoman.message.Profile;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Doors.Commitment;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.LedgerContract;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DynamoLedgerTest implements LedgerContract {
  private final DynamoLedger ledger =
      new DynamoLedger(Services.SHARED.clients().dynamoDb(), Services.SHARED.table(), () -> NOW);

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void know(ContactKey contact, Profile profile) {
    ledger.know(contact, profile);
  }

  @Test
  void a_place_whose_row_has_expired_is_free_before_dynamodb_has_deleted_the_row() {
    var alias =
        ConversationKey.of("t", "whatsapp", "1001", "old-alias" + COUNTER.incrementAndGet());
    var person = "old" + COUNTER.incrementAndGet();
    var aliases = List.of(alias);
    var first =
        LedgerContract.commit(LedgerContract.message("hacked", person), Optional.empty(), aliases);
    assertThat(ledger.commit(first)).isEqualTo(Commitment.DONE);

    var later = later(Rows.KEEP_CONVERSATION.plusSeconds(1));
    var places = List.of(first.recorded().conversation(), alias);
    assertThat(later.read(places, List.of()).conversations()).isEmpty();
    var again =
        LedgerContract.commit(LedgerContract.message("hacked", person), Optional.empty(), aliases);
    assertThat(ledger.commit(again)).isEqualTo(Commitment.STALE);
    assertThat(later.commit(again)).isEqualTo(Commitment.DONE);
  }

  private static DynamoLedger later(Duration after) {
    return new DynamoLedger(
        Services.SHARED.clients().dynamoDb(), Services.SHARED.table(), () -> NOW.plus(after));
  }
}
