// Open authorisations of partners by customers. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (a:Account {uid: row.account})
MATCH (b:Account {uid: row.partner})
CREATE (a)-[:AUTHORISES {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, validFrom: row.validFrom, validTo: row.validTo,
  act: row.act
}]->(b)
RETURN collect(row.key) AS written
