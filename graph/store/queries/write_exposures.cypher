// Keep what parties answer for, and their places: one row for each, with one for each order.
// in: rows
// out: written
UNWIND $rows AS row
MERGE (e:Exposure {party: row.party})
SET e.parts = row.parts
WITH row
UNWIND row.places AS one
MERGE (r:ExposurePlace {key: one[0]})
SET r.party = row.party, r.place = one[1], r.amount = one[2]
RETURN count(row) AS written
