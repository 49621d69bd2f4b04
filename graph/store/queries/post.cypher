// Append postings and add to the sum of their group, one row for each group: what it comes to, with
// the latest instant from which any of it is known and the latest revision, and the postings as
// lists of key, instant, revision, own, accounts, payments and cause. How many were written.
// in: rows
// out: written
UNWIND $rows AS row
MERGE (s:PostingSum {key: row.key})
ON CREATE SET s.place = row.place, s.scope = row.scope, s.month = row.month, s.direct = row.direct,
  s.holder = row.holder, s.status = row.status, s.own = 0, s.accounts = 0, s.payments = 0,
  s.lastAt = row.lastAt, s.lastIn = row.lastIn
WITH s, row, s.own + row.own AS own, s.accounts + row.accounts AS accounts,
  s.payments + row.payments AS payments,
  CASE WHEN s.lastAt > row.lastAt THEN s.lastAt ELSE row.lastAt END AS lastAt
SET s.own = own, s.accounts = accounts, s.payments = payments, s.lastAt = lastAt,
  s.lastIn = row.lastIn
WITH row
UNWIND row.postings AS one
CREATE (:Posting {
  key: one[0], place: row.place, scope: row.scope, month: row.month, direct: row.direct,
  holder: row.holder, status: row.status, own: one[3], accounts: one[4],
  payments: one[5], recordedAt: one[1], recordedIn: one[2], cause: one[6]
})
RETURN count(row) AS written
