// The postings in the groups of each place asked for (a scope and a month) that are known from an
// instant or before and were recorded in a revision or before, added up by group.
// in: rows, revision
// out: sums
UNWIND $rows AS row
MATCH (p:Posting {place: row.place})
WHERE p.recordedAt <= row.at AND p.recordedIn <= $revision
WITH row, p.scope AS scope, p.month AS month, p.direct AS direct, p.holder AS holder,
  p.status AS status, sum(p.own) AS own, sum(p.accounts) AS accounts, sum(p.payments) AS payments
RETURN collect([row.at, scope, month, direct, holder, status, own, accounts, payments]) AS sums
