// How many postings there are.
// in:
// out: number
MATCH (p:Posting)
RETURN count(p) AS number
