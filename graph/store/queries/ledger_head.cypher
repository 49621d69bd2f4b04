// The newest revision, and the number and hash of the newest event.
// in:
// out: revision, seq, hash
MATCH (l:Ledger)
RETURN coalesce(l.revision, 0) AS revision, coalesce(l.seq, 0) AS seq, coalesce(l.hash, '') AS hash
