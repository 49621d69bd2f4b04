// The newest revision, the one up to which everything is posted, and the first from which each was
// posted by itself; both null in a store whose payments were never posted.
// in:
// out: revision, posted, since
MATCH (l:Ledger)
RETURN coalesce(l.revision, 0) AS revision, l.posted AS posted, l.postedSince AS since
