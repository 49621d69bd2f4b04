// Keep what was answered to keys, with a digest of each input and the last of its events.
// in: rows
// out: written
UNWIND $rows AS row
CREATE (k:IdempotencyKey {
  key: row.key, digest: row.digest, result: row.result, revision: row.revision,
  recordedAt: row.at, seq: row.seq, events: row.events
})
RETURN collect(row.key) AS written
