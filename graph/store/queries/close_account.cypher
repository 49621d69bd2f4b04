// Close versions of accounts: the node is closed and the version kept beside it.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (f:Account {uid: row.id, key: row.key})
WHERE f.supersededIn IS NULL
SET f.supersededAt = row.supersededAt, f.supersededIn = row.supersededIn
CREATE (:FormerAccount {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, owner: row.owner, name: row.name,
  externalId: row.externalId
})
RETURN collect(row.key) AS written
