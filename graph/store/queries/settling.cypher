// The newest revision, the one up to which everything is posted, and of a settling that was begun
// the revision that it goes up to and the last account that is behind it; null where none was.
// in:
// out: revision, since, upto, after
MATCH (l:Ledger)
RETURN coalesce(l.revision, 0) AS revision, l.posted AS since, l.settlingTo AS upto,
  l.settlingAfter AS after
