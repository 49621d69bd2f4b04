// Nothing: makes the one Ledger of a new store, and leaves one that is there alone.
// in: version
// out:
MERGE (ledger:Ledger {id: 'ledger'})
ON CREATE SET ledger.revision = 0, ledger.schemaVersion = $version, ledger.lock = '',
  ledger.posted = 0, ledger.postedSince = 0, ledger.answered = 0, ledger.answeredSince = 0
