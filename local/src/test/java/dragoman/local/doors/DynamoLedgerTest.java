package dragoman.local.doors;

import dragoman.functions.DynamoLedger;
import dragoman.message.Profile;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.LedgerContract;

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
}
