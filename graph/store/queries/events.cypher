// Events by number: the first and the last asked for.
// in: first, last
// out: events
UNWIND range($first, $last) AS seq
MATCH (e:Event {seq: seq})
RETURN collect([
  e.seq, e.revision, e.at, e.actor, e.requestId, e.kind, e.subjects, e.own,
  e.count, e.before, e.after,
  e.digest, e.clauses, e.source, e.prevHash, e.hash
]) AS events
