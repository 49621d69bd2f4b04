// The payments on the accounts asked for that were paid on a day or later, and all refunds, in all
// their versions.
// in: ids, first
// out: payments
UNWIND $ids AS uid
MATCH (:Account {uid: uid})-[:PAID]->(f:Payment)
WHERE f.day >= $first OR f.refundOf IS NOT NULL
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.account, f.paidAt, f.fen, f.product, f.feeEligible, f.voucherFen, f.consumedFrom,
  f.consumedTo, f.refundOf
]) AS payments
