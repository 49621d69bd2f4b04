// The liability edges that stand of each debt asked for, and how many it ever had. An edge is a list
// of key, party, role, cause, version of the debt, clauses, its amounts and numbers (see `owing`),
// first and last day as of which, and first and last instant as known at which it stands.
// in: ids
// out: edges, counts
UNWIND $ids AS id
MATCH (:Obligation {id: id})<-[l:LIABLE_FOR]-(:Party)
WITH id, count(l) AS number, collect(CASE WHEN l.supersededIn IS NULL THEN [
  id, l.key, l.party, l.role, l.cause, l.version, l.clauses, l.fen, l.outstanding, l.debts, l.owed,
  l.owedOutstanding, l.owedDebts, l.validFrom, l.validTo, l.knownFrom, l.knownTo
] END) AS standing
RETURN collect(standing) AS edges, collect([id, number]) AS counts
