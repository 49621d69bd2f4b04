// The newest revision, the number and hash of the newest event, and the instant of both; and the
// revisions up to which everything is posted and all liability edges are kept, null in a store in
// which they never were.
// in:
// out: revision, seq, hash, at, posted, answered
MATCH (l:Ledger)
RETURN coalesce(l.revision, 0) AS revision, coalesce(l.seq, 0) AS seq,
  coalesce(l.hash, '') AS hash, coalesce(l.at, '') AS at, l.posted AS posted,
  l.answered AS answered
