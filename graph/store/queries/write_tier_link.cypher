// Open tier links. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (a:Account {uid: row.city})
MATCH (b:Account {uid: row.tier1})
CREATE (a)-[:CITY_PARTNER_OF {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, validFrom: row.validFrom,
  validTo: row.validTo
}]->(b)
RETURN collect(row.key) AS written
