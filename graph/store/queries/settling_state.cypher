// How far postings and liability edges go, and of a settling of each that was begun the revision
// that it goes up to, and how many accounts or debts of how many are behind it.
// in:
// out: revision, posted, postedTo, postedDone, postedOf, answered, answeredTo, answeredDone, answeredOf
MATCH (l:Ledger)
RETURN coalesce(l.revision, 0) AS revision,
  l.posted AS posted, l.settlingTo AS postedTo, l.settlingDone AS postedDone,
  l.settlingOf AS postedOf,
  l.answered AS answered, l.answeringTo AS answeredTo, l.answeringDone AS answeredDone,
  l.answeringOf AS answeredOf
