// Append liability edges from parties to versions of their debts. One row for each; how many.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (p:Party {id: row.party})
MATCH (o:Obligation {key: row.debt})
CREATE (p)-[:LIABLE_FOR {
  key: row.key, party: row.party, role: row.role, cause: row.cause, version: row.version,
  clauses: row.clauses, fen: row.fen, outstanding: row.outstanding, debts: row.debts,
  owed: row.owed, owedOutstanding: row.owedOutstanding, owedDebts: row.owedDebts,
  validFrom: row.validFrom, validTo: row.validTo, knownFrom: row.knownFrom, knownTo: row.knownTo,
  recordedIn: row.recordedIn, supersededIn: null
}]->(o)
RETURN count(row) AS written
