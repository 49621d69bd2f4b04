// Everything is posted up to a revision, and none before it by itself.
// in: revision
// out: revision
MATCH (l:Ledger)
SET l.posted = $revision, l.postedSince = $revision
RETURN $revision AS revision
