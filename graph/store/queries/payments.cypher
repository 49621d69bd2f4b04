// The payments on the accounts asked for that were paid or used between two days (first in, end
// out), and the refunds from an earlier day on, in all their versions. One used from a day on,
// without a last day, is used on that day.
// in: ids, first, end, refunds
// out: payments
UNWIND $ids AS uid
MATCH (:Account {uid: uid})-[:PAID]->(f:Payment)
WHERE (f.day >= $first AND f.day < $end)
  OR (f.consumedFrom < $end AND (f.consumedFrom >= $first OR f.consumedTo > $first))
  OR (f.refundOf IS NOT NULL AND f.day >= $refunds AND f.day < $end)
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.account, f.paidAt, f.fen, f.product, f.feeEligible, f.voucherFen, f.consumedFrom,
  f.consumedTo, f.refundOf
]) AS payments
