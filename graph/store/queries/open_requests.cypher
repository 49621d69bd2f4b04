// The ids of all requests that are open, in order, after an id.
// in: after, limit
// out: ids
MATCH (f:Request)
WHERE f.openId > $after
WITH f.openId AS id ORDER BY id LIMIT $limit
RETURN collect(id) AS ids
