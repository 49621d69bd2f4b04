// The ids of all requests there ever were, in order, after an id.
// in: after, limit
// out: ids
MATCH (f:Request)
WHERE f.id > $after
WITH DISTINCT f.id AS id ORDER BY id LIMIT $limit
RETURN collect(id) AS ids
