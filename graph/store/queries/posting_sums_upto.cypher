// The sums of postings whose keys are after one and up to another.
// in: after, upto
// out: rows
MATCH (s:PostingSum) WHERE s.key > $after AND s.key <= $upto
RETURN collect([
  s.scope, s.month, s.direct, s.holder, s.status, s.own, s.accounts, s.payments
]) AS rows
