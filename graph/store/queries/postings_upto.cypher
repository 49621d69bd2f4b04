// The postings whose keys are after one and up to another.
// in: after, upto
// out: rows
MATCH (p:Posting) WHERE p.key > $after AND p.key <= $upto
RETURN collect([
  p.scope, p.month, p.direct, p.holder, p.status, p.own, p.accounts, p.payments, p.recordedAt
]) AS rows
