// Write the newest revision, the number and hash of the newest event, and the instant of both.
// in: revision, seq, hash, at
// out: revision
MATCH (l:Ledger)
SET l.revision = $revision, l.seq = $seq, l.hash = $hash, l.at = $at
RETURN $revision AS revision
