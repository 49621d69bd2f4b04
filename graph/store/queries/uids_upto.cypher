// The uids of accounts after one and up to another.
// in: after, upto
// out: rows
MATCH (a:Account) WHERE a.uid > $after AND a.uid <= $upto
RETURN collect(a.uid) AS rows
