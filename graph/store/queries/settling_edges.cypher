// The newest revision, the one up to which all liability edges are kept, and of a settling that was
// begun the revision that it goes up to and the last debt that is behind it; null where none was.
// in:
// out: revision, since, upto, after
MATCH (l:Ledger)
RETURN coalesce(l.revision, 0) AS revision, l.answered AS since, l.answeringTo AS upto,
  l.answeringAfter AS after
