// Open steps of fee settlement. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (o:Account {uid: row.account})
CREATE (o)-[:HAS_FEE_STEP]->(:FeeStep {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, account: row.account, month: row.month,
  move: row.move, on: row.on, fen: row.fen
})
RETURN collect(row.key) AS written
