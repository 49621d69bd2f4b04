// All versions of the payments asked for.
// in: ids
// out: payments
UNWIND $ids AS id
MATCH (f:Payment {id: id})
RETURN collect([
  f.id, f.version, f.recordedAt, f.recordedIn, f.supersededAt, f.supersededIn, f.recordedBy,
  f.source, f.account, f.paidAt, f.fen, f.product, f.feeEligible, f.voucherFen, f.consumedFrom,
  f.consumedTo, f.refundOf
]) AS payments
