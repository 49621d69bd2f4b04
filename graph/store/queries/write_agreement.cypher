// Open agreements. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (o:Party {id: row.party})
CREATE (o)-[:PARTY_TO]->(:Agreement {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, party: row.party, kind: row.kind,
  edition: row.edition, signedOn: row.signedOn, sealedOn: row.sealedOn,
  agreedFrom: row.agreedFrom, termEnd: row.termEnd, renewalAgreedOn: row.renewalAgreedOn,
  endedOn: row.endedOn, endCause: row.endCause, replaces: row.replaces, fen: row.fen
})
RETURN collect(row.key) AS written
