// Write parties; a node holds the newest version. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MERGE (p:Party {id: row.id})
SET
  p.key = row.key, p.version = row.version, p.recordedAt = row.recordedAt,
  p.recordedIn = row.recordedIn, p.supersededAt = row.supersededAt,
  p.supersededIn = row.supersededIn, p.recordedBy = row.recordedBy, p.source = row.source,
  p.name = row.name, p.kind = row.kind
RETURN collect(row.key) AS written
