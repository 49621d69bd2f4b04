// How many parties in a place have more than an amount; and then the counts over all parties, as for
// a page.
// in: place, over
// out: number, counts
MATCH (r:ExposurePlace {place: $place})
WHERE r.amount > $over
WITH count(r) AS number
MATCH (l:Ledger)
RETURN number, l.exposed AS counts
