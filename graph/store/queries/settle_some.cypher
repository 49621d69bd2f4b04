// All accounts up to one are posted up to a revision.
// in: revision, after
// out: after
MATCH (l:Ledger)
SET l.settlingTo = $revision, l.settlingAfter = $after
RETURN $after AS after
