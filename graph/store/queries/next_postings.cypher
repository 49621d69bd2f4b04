// A key of postings up to which there are at least `limit` after another, or all that there are.
// in: after, limit
// out: upto
MATCH (p:Posting) WHERE p.key > $after
// any order: see next_accounts
WITH p.key AS key LIMIT $limit
RETURN max(key) AS upto
