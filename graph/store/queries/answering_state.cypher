// The newest revision, the one up to which all liability edges are kept, the first from which each
// revision's were by itself, and the counts over all parties; null in a store that never kept them.
// in:
// out: revision, answered, since, counts
MATCH (l:Ledger)
RETURN coalesce(l.revision, 0) AS revision, l.answered AS answered, l.answeredSince AS since,
  l.exposed AS counts
