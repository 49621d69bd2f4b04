// Uids in order, after one and up to one: between two bounds both engines use the index.
// in: after, upto, limit
// out: uids
MATCH (a:Account) WHERE a.uid > $after AND a.uid <= $upto
WITH a.uid AS uid ORDER BY uid LIMIT $limit
RETURN collect(uid) AS uids
