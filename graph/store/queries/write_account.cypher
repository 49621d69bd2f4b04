// Write accounts; a node holds the newest version. `nameKey` is the folded name, for searching. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (p:Party {id: row.owner})
MERGE (a:Account {uid: row.id})
SET
  a.key = row.key, a.version = row.version, a.recordedAt = row.recordedAt,
  a.recordedIn = row.recordedIn, a.supersededAt = row.supersededAt,
  a.supersededIn = row.supersededIn, a.recordedBy = row.recordedBy, a.source = row.source,
  a.owner = row.owner, a.name = row.name, a.externalId = row.externalId,
  a.nameKey = row.nameKey
MERGE (p)-[:OWNS]->(a)
RETURN collect(row.key) AS written
