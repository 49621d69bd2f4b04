// The newest revision and event, the hash of the very first event (it tells stores apart), and what
// the events after a number are about, `limit` at most.
// in: after, limit
// out: revision, seq, origin, events
MATCH (l:Ledger)
OPTIONAL MATCH (first:Event {seq: 1})
WITH coalesce(l.revision, 0) AS revision, coalesce(l.seq, 0) AS seq,
  coalesce(first.hash, '') AS origin
WITH revision, seq, origin,
  CASE WHEN seq > $after + $limit THEN $after + $limit ELSE seq END AS last
RETURN revision, seq, origin, COLLECT {
  UNWIND range($after + 1, last) AS number
  MATCH (e:Event {seq: number})
  RETURN [e.seq, e.kind, e.subjects, e.own]
} AS events
