// The parties in some places (an order and a class of amounts) behind an amount and a party, the
// largest first, of those with more than an amount: party, amount and what is kept of it; and then
// the counts over all parties, which tell whether somebody wrote meanwhile.
// in: places, over, amount, party, first
// out: rows, counts
UNWIND $places AS place
MATCH (r:ExposurePlace {place: place})
WHERE r.amount > $over
  AND (r.amount < $amount OR (r.amount = $amount AND r.party > $party))
WITH r.party AS party, r.amount AS amount
ORDER BY amount DESC, party LIMIT $first
MATCH (e:Exposure {party: party})
WITH collect([party, amount, e.parts]) AS rows
MATCH (l:Ledger)
RETURN rows, l.exposed AS counts
