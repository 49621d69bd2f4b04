// How many parties in a place have more than an amount.
// in: place, over
// out: number
MATCH (r:ExposurePlace {place: $place})
WHERE r.amount > $over
RETURN count(r) AS number
