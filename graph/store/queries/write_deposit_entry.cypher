// Open movements of deposits. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (o:Party {id: row.party})
CREATE (o)-[:HAS_DEPOSIT_ENTRY]->(:DepositEntry {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, party: row.party, move: row.move, fen: row.fen,
  on: row.on, noticedOn: row.noticedOn, about: row.about, agreement: row.agreement
})
RETURN collect(row.key) AS written
