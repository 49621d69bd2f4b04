// The newest revision, the number and hash of the newest event, and the instant of both; and the
// revision up to which everything is posted, null in a store whose payments never were.
// in:
// out: revision, seq, hash, at, posted
MATCH (l:Ledger)
RETURN coalesce(l.revision, 0) AS revision, coalesce(l.seq, 0) AS seq,
  coalesce(l.hash, '') AS hash, coalesce(l.at, '') AS at, l.posted AS posted
