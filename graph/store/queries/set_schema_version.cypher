// Nothing: notes that the store was migrated.
// in: version
// out:
MATCH (ledger:Ledger {id: 'ledger'})
SET ledger.schemaVersion = $version
