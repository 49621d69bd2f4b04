// Open notices. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (o:Party {id: row.party})
CREATE (o)-[:RECEIVED]->(:Notice {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, party: row.party, kind: row.kind,
  receivedOn: row.receivedOn, sentOn: row.sentOn, statedOn: row.statedOn, about: row.about,
  fen: row.fen, sender: row.sender
})
RETURN collect(row.key) AS written
