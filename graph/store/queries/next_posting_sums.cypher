// A key of sums of postings up to which there are at least `limit` after another, or all there are.
// in: after, limit
// out: upto
MATCH (s:PostingSum) WHERE s.key > $after
// any order: see next_accounts
WITH s.key AS key LIMIT $limit
RETURN max(key) AS upto
