// The ids of all tasks that are open, in order, after an id.
// in: after, limit
// out: ids
MATCH (f:Task)
WHERE f.openId > $after
WITH f.openId AS id ORDER BY id LIMIT $limit
RETURN collect(id) AS ids
