// All accounts up to one are posted up to a revision: so many of how many.
// in: revision, after, done, total
// out: after
MATCH (l:Ledger)
SET l.settlingTo = $revision, l.settlingAfter = $after, l.settlingDone = $done, l.settlingOf = $total
RETURN $after AS after
