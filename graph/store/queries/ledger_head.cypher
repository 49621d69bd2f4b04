// The newest revision, the number and hash of the newest event, and the instant of both.
// in:
// out: revision, seq, hash, at
MATCH (l:Ledger)
RETURN coalesce(l.revision, 0) AS revision, coalesce(l.seq, 0) AS seq,
  coalesce(l.hash, '') AS hash, coalesce(l.at, '') AS at
