// What the liability edges of some debts come to that stand as of a day, as known at an instant, in a
// revision: by party, role and cause.
// in: ids, day, at, revision
// out: sums
UNWIND $ids AS id
MATCH (:Obligation {id: id})<-[l:LIABLE_FOR]-(:Party)
WHERE l.validFrom <= $day AND (l.validTo IS NULL OR l.validTo > $day)
  AND l.knownFrom <= $at AND (l.knownTo IS NULL OR l.knownTo > $at)
  AND l.recordedIn <= $revision AND (l.supersededIn IS NULL OR l.supersededIn > $revision)
WITH l.party AS party, l.role AS role, l.cause AS cause, sum(l.fen) AS fen,
  sum(l.outstanding) AS outstanding, sum(l.debts) AS debts, sum(l.owed) AS owed,
  sum(l.owedOutstanding) AS owedOutstanding, sum(l.owedDebts) AS owedDebts
RETURN collect([
  party, role, cause, fen, outstanding, debts, owed, owedOutstanding, owedDebts
]) AS sums
