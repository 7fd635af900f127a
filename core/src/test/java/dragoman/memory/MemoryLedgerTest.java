package dragoman.memory;

import dragoman.message.Profile;
import dragoman.pipeline.ContactKey;
import dragoman.pipeline.Doors.Ledger;
import dragoman.pipeline.LedgerContract;

class MemoryLedgerTest implements LedgerContract {
  private final MemoryLedger ledger = new MemoryLedger();

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void know(ContactKey contact, Profile profile) {
    ledger.know(contact, profile);
  }
}
