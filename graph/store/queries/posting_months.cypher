// The months in which anything was posted.
// in:
// out: months
RETURN COLLECT { MATCH (p:Posting) RETURN DISTINCT p.month } AS months
