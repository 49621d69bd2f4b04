// Append events.
// in: rows
// out: written
UNWIND $rows AS row
CREATE (:Event {
  seq: row.seq, revision: row.revision, at: row.at, actor: row.actor, requestId: row.requestId,
  kind: row.kind, subjects: row.subjects, own: row.own, count: row.count, before: row.before, after: row.after,
  digest: row.digest, clauses: row.clauses, source: row.source, prevHash: row.prevHash,
  hash: row.hash
})
RETURN collect(row.seq) AS written
