package dragoman.local.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dragoman.functions.DynamoLedger;
import dragoman.functions.Rows;
import dragoman.local.aws.Aws;
import dragoman.local.aws.OnEveryAws;
import dragoman.local.aws.Services;
import dragoman.local.aws.Trait;
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

@OnEveryAws
class DynamoLedgerTest implements LedgerContract {
  private final Services services;
  private final DynamoLedger ledger;

  DynamoLedgerTest(Aws aws) {
    aws.needs(Trait.TRANSACTIONS);
    services = aws.services();
    ledger = later(Duration.ZERO);
  }

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

  private DynamoLedger later(Duration after) {
    return new DynamoLedger(services.clients().dynamoDb(), services.table(), () -> NOW.plus(after));
  }
}
