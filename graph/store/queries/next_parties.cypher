// An id up to which there are at least `limit` parties after another, or all that there are.
// in: after, limit
// out: upto
MATCH (p:Party) WHERE p.id > $after
// any order: see next_accounts
WITH p.id AS id LIMIT $limit
RETURN max(id) AS upto
