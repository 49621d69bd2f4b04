// The ids of parties after one and up to another.
// in: after, upto
// out: rows
MATCH (p:Party) WHERE p.id > $after AND p.id <= $upto
RETURN collect(p.id) AS rows
