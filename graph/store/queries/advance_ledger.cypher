// Write the newest revision, the number and hash of the newest event, and the instant of both. The
// postings and the liability edges go with it if they stood at the revision before (`posted` and
// `answered`; null if they do not go on).
// in: revision, seq, hash, at, posted, answered
// out: revision
MATCH (l:Ledger)
WITH l, CASE WHEN l.posted = $posted THEN $revision ELSE l.posted END AS posted,
  CASE WHEN l.answered = $answered THEN $revision ELSE l.answered END AS answered
SET l.revision = $revision, l.seq = $seq, l.hash = $hash, l.at = $at, l.posted = posted,
  l.answered = answered
RETURN $revision AS revision
