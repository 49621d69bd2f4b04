// The newest revision and event, and what the events after a number touched, `limit` at most.
// in: after, limit
// out: revision, seq, events
MATCH (l:Ledger)
WITH coalesce(l.revision, 0) AS revision, coalesce(l.seq, 0) AS seq
WITH revision, seq, CASE WHEN seq > $after + $limit THEN $after + $limit ELSE seq END AS last
RETURN revision, seq, COLLECT {
  UNWIND range($after + 1, last) AS number
  MATCH (e:Event {seq: number})
  RETURN [e.seq, e.kind, e.subjects]
} AS events
