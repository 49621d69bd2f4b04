// The parties in some places (an order and a class of amounts) behind an amount and a party, the
// largest first, of those with more than an amount: party, amount and what is kept of it.
// in: places, over, amount, party, first
// out: rows
UNWIND $places AS place
MATCH (r:ExposurePlace {place: place})
WHERE r.amount > $over
  AND (r.amount < $amount OR (r.amount = $amount AND r.party > $party))
WITH r.party AS party, r.amount AS amount
ORDER BY amount DESC, party LIMIT $first
MATCH (e:Exposure {party: party})
RETURN collect([party, amount, e.parts]) AS rows
