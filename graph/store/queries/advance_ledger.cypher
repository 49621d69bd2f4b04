// Write the newest revision, and the number and hash of the newest event.
// in: revision, seq, hash
// out: revision
MATCH (l:Ledger)
SET l.revision = $revision, l.seq = $seq, l.hash = $hash
RETURN $revision AS revision
