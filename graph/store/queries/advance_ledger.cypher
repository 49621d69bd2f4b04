// Write the newest revision, the number and hash of the newest event, and the instant of both. The
// postings go with it if they stood at the revision before (`before`; null if they do not go on).
// in: revision, seq, hash, at, before
// out: revision
MATCH (l:Ledger)
WITH l, CASE WHEN l.posted = $before THEN $revision ELSE l.posted END AS posted
SET l.revision = $revision, l.seq = $seq, l.hash = $hash, l.at = $at, l.posted = posted
RETURN $revision AS revision
