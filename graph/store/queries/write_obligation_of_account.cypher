// Open obligations of accounts. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (a:Account {uid: row.account})
CREATE (a)-[:OWES]->(:Obligation {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, account: row.account, party: row.party,
  occurredFrom: row.occurredFrom, occurredTo: row.occurredTo, fen: row.fen, cause: row.cause
})
RETURN collect(row.key) AS written
