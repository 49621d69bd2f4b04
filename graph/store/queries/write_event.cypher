// Append events, and name each under what it is about: by its kind and by every id, some thousand
// numbers in a block, since neither engine looks up a range in an index of two properties.
// in: rows
// out: written
UNWIND $rows AS row
CREATE (:Event {
  seq: row.seq, revision: row.revision, at: row.at, actor: row.actor, requestId: row.requestId,
  kind: row.kind, subjects: row.subjects, own: row.own, count: row.count, before: row.before, after: row.after,
  digest: row.digest, clauses: row.clauses, source: row.source, prevHash: row.prevHash,
  hash: row.hash, reason: row.reason, content: row.content, form: row.form,
  kindBlock: row.kind + row.block
})
WITH row
UNWIND row.subjects AS subject
CREATE (:Mention {subjectBlock: subject + row.block, seq: row.seq, kind: row.kind})
RETURN collect(row.seq) AS written
