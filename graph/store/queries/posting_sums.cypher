// The sums of the groups of each place asked for (a scope and a month), and how far they go: see
// `posting_state`.
// in: places
// out: posted, since, sums
MATCH (l:Ledger)
RETURN l.posted AS posted, l.postedSince AS since, COLLECT {
    UNWIND $places AS place
    MATCH (s:PostingSum {place: place})
    RETURN [
      s.scope, s.month, s.direct, s.holder, s.status, s.own, s.accounts, s.payments, s.lastAt,
      s.lastIn
    ]
  } AS sums
