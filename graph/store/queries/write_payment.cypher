// Open payments, given as a list for each property: cheaper on both sides than a map for each
// payment. `accounts` are lists of a uid and the places of what it paid in those lists: an account is
// looked for once. `day` is the civil day in Shanghai. The keys written come back.
// in: columns, accounts
// out: written
UNWIND $accounts AS row
MATCH (a:Account {uid: row[0]})
UNWIND row[1] AS at
CREATE (a)-[:PAID]->(:Payment {
  key: $columns.key[at], id: $columns.id[at], version: $columns.version[at],
  recordedAt: $columns.recordedAt[at], recordedIn: $columns.recordedIn[at],
  supersededAt: $columns.supersededAt[at], supersededIn: $columns.supersededIn[at],
  recordedBy: $columns.recordedBy[at], source: $columns.source[at], account: $columns.account[at],
  paidAt: $columns.paidAt[at], fen: $columns.fen[at], product: $columns.product[at],
  feeEligible: $columns.feeEligible[at], voucherFen: $columns.voucherFen[at],
  consumedFrom: $columns.consumedFrom[at], consumedTo: $columns.consumedTo[at],
  refundOf: $columns.refundOf[at], day: $columns.day[at]
})
RETURN collect($columns.key[at]) AS written
