// Events by number, in the order of the fields of `Event`.
// in: seqs
// out: events
UNWIND $seqs AS seq
MATCH (e:Event {seq: seq})
RETURN collect([
  e.seq, e.revision, e.at, e.actor, e.requestId, e.kind, e.subjects, e.own,
  e.count, e.before, e.after,
  e.digest, e.clauses, e.source, e.prevHash, e.hash,
  coalesce(e.reason, ''), e.content, coalesce(e.form, 1)
]) AS events
