// Append postings, one row for each, and add to the sum of each group what was posted in it: one row
// for each group, with the latest instant from which any of it is known and the latest revision.
// in: rows, sums
// out: written, summed
UNWIND $rows AS row
CREATE (:Posting {
  key: row.key, place: row.place, scope: row.scope, month: row.month, direct: row.direct,
  holder: row.holder, status: row.status, own: row.own, accounts: row.accounts,
  payments: row.payments, recordedAt: row.recordedAt, recordedIn: row.recordedIn, cause: row.cause
})
WITH count(row) AS written
UNWIND $sums AS row
MERGE (s:PostingSum {key: row.key})
ON CREATE SET s.place = row.place, s.scope = row.scope, s.month = row.month, s.direct = row.direct,
  s.holder = row.holder, s.status = row.status, s.own = 0, s.accounts = 0, s.payments = 0,
  s.lastAt = row.recordedAt, s.lastIn = row.recordedIn
WITH written, s, row, s.own + row.own AS own, s.accounts + row.accounts AS accounts,
  s.payments + row.payments AS payments,
  CASE WHEN s.lastAt > row.recordedAt THEN s.lastAt ELSE row.recordedAt END AS lastAt
SET s.own = own, s.accounts = accounts, s.payments = payments, s.lastAt = lastAt,
  s.lastIn = row.recordedIn
RETURN written, count(s) AS summed
