// All liability edges are kept up to a revision, as each before it was by itself.
// in: revision
// out: revision
MATCH (l:Ledger)
SET l.answered = $revision
RETURN $revision AS revision
