package dragoman.pipeline;

import dragoman.message.Consent;

/** What a reply about to be sent has to know of the person's consent, and what a refusal tells. */
record OptOuts(Doors.Ledger ledger, Doors.Log log) {

  /** Whether the reply must not be sent any more. */
  boolean stop(Attempt attempt) {
    return attempt.recorded().decision().heeds()
        && ledger.consent(attempt.ref().conversation()).filter(it -> !it.given()).isPresent();
  }

  /** Known to the provider before us; noted only where our own words count, for START undoes it. */
  void note(Attempt attempt, String code) {
    if (!attempt.recorded().decision().heeds()) {
      return;
    }
    try {
      ledger.noteConsent(attempt.ref().conversation(), new Consent(false, code, attempt.now()));
    } catch (Doors.Unavailable e) {
      // The provider refuses the next one as well, and then it is noted.
      log.log(new LogEvent.StepFailed("consent", e.getClass().getSimpleName(), 0, ""));
    }
  }
}
