// Everything is posted up to a revision, as each before it was by itself.
// in: revision
// out: revision
MATCH (l:Ledger)
SET l.posted = $revision
RETURN $revision AS revision
