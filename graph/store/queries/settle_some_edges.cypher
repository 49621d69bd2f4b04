// The edges of all debts up to one are kept up to a revision: so many of how many.
// in: revision, after, done, total
// out: after
MATCH (l:Ledger)
SET l.answeringTo = $revision, l.answeringAfter = $after, l.answeringDone = $done,
  l.answeringOf = $total
RETURN $after AS after
