// Open payments; `day` is the civil day in Shanghai. One row for each; the keys written come back.
// in: rows
// out: written
UNWIND $rows AS row
MATCH (a:Account {uid: row.account})
CREATE (a)-[:PAID]->(:Payment {
  key: row.key, id: row.id, version: row.version, recordedAt: row.recordedAt,
  recordedIn: row.recordedIn, supersededAt: row.supersededAt, supersededIn: row.supersededIn,
  recordedBy: row.recordedBy, source: row.source, account: row.account, paidAt: row.paidAt,
  fen: row.fen, product: row.product, feeEligible: row.feeEligible, voucherFen: row.voucherFen,
  consumedFrom: row.consumedFrom, consumedTo: row.consumedTo, refundOf: row.refundOf,
  day: row.day
})
RETURN collect(row.key) AS written
