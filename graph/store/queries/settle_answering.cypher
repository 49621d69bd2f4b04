// All liability edges are kept up to a revision, and none before it by itself.
// in: revision
// out: revision
MATCH (l:Ledger)
SET l.answered = $revision, l.answeredSince = $revision
RETURN $revision AS revision
