// The refunds on some accounts of the payments asked for, in all their versions.
// in: accounts, ids
// out: payments
UNWIND $accounts AS uid
MATCH (:Account {uid: uid})-[:PAID]->(f:Payment)
WHERE f.refundOf IN $ids
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.account, f.paidAt, f.fen, f.product, f.feeEligible, f.voucherFen, f.consumedFrom,
  f.consumedTo, f.refundOf
]) AS payments
