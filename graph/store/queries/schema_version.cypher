// The version of the schema the store was written by, null in a store that was never prepared, and
// whether anything is in it.
// in:
// out: version, occupied
OPTIONAL MATCH (ledger:Ledger {id: 'ledger'})
RETURN ledger.schemaVersion AS version, EXISTS { MATCH (n) } AS occupied
