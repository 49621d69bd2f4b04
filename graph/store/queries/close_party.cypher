// Close versions of parties: the node is closed and the version kept beside it.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (f:Party {id: row.id, key: row.key})
WHERE f.supersededIn IS NULL
SET f.supersededAt = row.supersededAt, f.supersededIn = row.supersededIn
CREATE (:FormerParty {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, name: row.name, kind: row.kind
})
RETURN collect(row.key) AS written
