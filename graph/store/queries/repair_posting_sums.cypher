// Set the sums of some groups: what their postings come to, and the latest instant and revision.
// in: rows
// out: written
UNWIND $rows AS row
MERGE (s:PostingSum {key: row.key})
SET s.place = row.place, s.scope = row.scope, s.month = row.month, s.direct = row.direct,
  s.holder = row.holder, s.status = row.status, s.own = row.own, s.accounts = row.accounts,
  s.payments = row.payments, s.lastAt = row.lastAt, s.lastIn = row.lastIn
RETURN count(row) AS written
