// All that was posted in a month: by group and instant what it comes to, and the sum of each group.
// in: month
// out: steps, sums
RETURN COLLECT {
    MATCH (p:Posting) WHERE p.month = $month
    WITH p.scope AS scope, p.month AS month, p.direct AS direct, p.holder AS holder,
      p.status AS status, p.recordedAt AS at, sum(p.own) AS own, sum(p.accounts) AS accounts,
      sum(p.payments) AS payments
    RETURN [scope, month, direct, holder, status, own, accounts, payments, at]
  } AS steps,
  COLLECT {
    MATCH (s:PostingSum) WHERE s.month = $month
    RETURN [s.scope, s.month, s.direct, s.holder, s.status, s.own, s.accounts, s.payments, s.lastAt]
  } AS sums
